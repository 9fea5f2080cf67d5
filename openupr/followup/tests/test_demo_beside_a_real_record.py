"""The demo works with a real record, too; nobody is to take what is invented for what a Government
said.
"""

from io import StringIO

from django.core.management import call_command

from openupr.followup.models import Assessment, PublicPage
from openupr.recommendations.tests.exports import LoadRecord


def test_beside_a_real_record_no_public_page_shows_what_the_demo_invents(load_record: LoadRecord) -> None:
    load_record([{"Text": "Return land to evicted families", "Session": "18"}])
    call_command("demo", stage="follow-up", stdout=StringIO())
    assert Assessment.objects.filter(listed__text__startswith="Return land").exists()
    assert not PublicPage.objects.get().on
