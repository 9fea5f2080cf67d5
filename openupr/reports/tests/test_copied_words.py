"""Words of a testimony stand in a report by themselves and go with it: nobody's copy outlives what is taken back."""

import pytest
from django.db import connection
from django.utils import timezone

from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.documents.word import write_markdown
from openupr.reports.models import Paragraph
from openupr.reports.queries.document import document_of
from openupr.reports.queries.report import report_of
from openupr.testimonies.rules.copied import copied, without
from openupr.testimonies.services.withdrawing import withdraw
from openupr.workshops.models import Workshop

from .test_voices import WORDS, released


def at(workshop: Workshop) -> str:
    return f"/coalitions/{workshop.coalition.key}/workshops/{workshop.pk}/report/testimonies-more/"


@pytest.mark.parametrize(
    "copy", [WORDS, f"One of them said: “{WORDS.upper()}”", "CAME to\nlisten, and left: with a task"]
)
def test_words_of_a_testimony_are_refused_at_the_field_and_nothing_is_saved(
    copy: str, two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    released(cast, two_days, consent="public")
    refused = browser_of(cast.sophea).post(at(two_days), {"text": copy, "version": "0"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "These words stand in a testimony" in page
    assert "a report prints it by itself" in page
    assert not Paragraph.objects.exists()


def test_ones_own_words_and_those_of_facts_are_saved(two_days: Workshop, cast: Cast, browser_of: SignIn) -> None:
    released(cast, two_days, consent="public")
    sophea = browser_of(cast.sophea)
    assert sophea.post(at(two_days), {"text": "Some came to listen and left busy.", "version": "0"}).status_code == 302
    assert Paragraph.objects.get().text.startswith("Some came")


def test_a_copy_that_stood_there_before_goes_when_its_author_takes_it_back(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    code = released(cast, two_days, consent="public")
    Paragraph.objects.create(workshop=two_days, key="testimonies-more", text=f"One said: {WORDS} We listened.")
    other = Paragraph.objects.create(workshop=two_days, key="introduction-more", text="We met for two days.")
    withdraw(code=code)
    kept = Paragraph.objects.get(key="testimonies-more")
    assert kept.text == "One said: (words of a testimony that was taken back). We listened."
    assert kept.version == 2, "whoever has it open does not save it back unseen"
    assert Paragraph.objects.get(pk=other.pk).version == 1
    assert "left with a task" not in write_markdown(document_of(report_of(two_days, now=timezone.now())))
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM reports_paragraph")
        assert "left with a task" not in repr(cursor.fetchall())


def test_khmer_is_found_without_spaces() -> None:
    told = "យើងបានរៀនពីគ្នាទៅវិញទៅមក ហើយយើងត្រូវតែឈរជាមួយគ្នា"
    said = f"ពួកគេនិយាយថា{told}។"
    [(start, end)] = copied(said, told)
    assert said[start:end] == told
    assert without(said, [(start, end)], mark="…") == "ពួកគេនិយាយថា…។"


def test_what_facts_suggest_is_nobodys(two_days: Workshop, cast: Cast, browser_of: SignIn) -> None:
    released(cast, two_days, consent="public")
    place = report_of(two_days, now=timezone.now()).place("introduction-more")
    assert place is not None
    address = at(two_days).replace("testimonies-more", "introduction-more")
    given = {"text": place.suggested.text, "version": "0"}
    assert browser_of(cast.sophea).post(address, given).status_code == 302
