"""Words written on facts of yesterday are marked, on the page and in the files; words that fit are not."""

import re
from datetime import date

import pytest
from django.utils import timezone

from openupr.coalitions.models import MemberOrganisation, Organisation
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.documents.word import write_markdown
from openupr.files.word import read_word
from openupr.reports.activity_report import report_of
from openupr.reports.document import document_of
from openupr.reports.models import Paragraph
from openupr.workshops.models import Lesson, Workshop
from openupr.workshops.support import hand_in_roadmap

DAY = date(2018, 3, 14)
STALE = "To be looked at: facts have changed since these places were written: In figures"


def opened(page: str) -> dict[str, str]:
    """What the hidden fields of the form send."""
    return dict(re.findall(r'<input type="hidden" name="(version|facts)" value="([^"]*)"', page))


@pytest.mark.parametrize("saved", ["before", "while it was open"])
def test_figures_that_were_written_before_the_last_roadmap_came_are_named_on_the_cover_of_the_word_file(
    saved: str, two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    hand_in_roadmap(by=cast.dara, group=cast.land, workshop=two_days, today=DAY)
    sophea = browser_of(cast.sophea)
    report = f"/coalitions/{two_days.coalition.key}/workshops/{two_days.pk}/report"
    address = f"{report}/achievements-figures/"
    form = opened(sophea.get(address).content.decode()) | {"text": "1 of 2 groups have handed in."}
    if saved == "before":
        sophea.post(address, form)
    hand_in_roadmap(by=cast.sophea, group=cast.labour, workshop=two_days, today=DAY)
    if saved != "before":
        sophea.post(address, form)
    told = [each.text for each in read_word(sophea.get(f"{report}.docx").content).paragraphs]
    assert "2 of 2 roadmaps handed in" in told
    assert "1 of 2 groups have handed in." in told
    assert STALE in told
    page = sophea.get(f"{report}/").content.decode()
    assert "Facts say something else since this was written" in page
    sophea.post(address, opened(page) | {"text": "1 of 2 groups have handed in.", "do": "keep"})
    assert STALE not in write_markdown(document_of(report_of(two_days, now=timezone.now())))


def test_a_place_that_names_an_organisation_is_not_marked_because_the_file_leaves_that_name_out(
    two_days: Workshop,
) -> None:
    elders = Organisation.objects.create(coalition=two_days.coalition, name="Elders of the Example Lake")
    MemberOrganisation.objects.create(coalition=two_days.coalition, organisation=elders, since=DAY)
    Lesson.objects.create(workshop=two_days, text=f"{elders.name} came late.")
    place = report_of(two_days, now=timezone.now()).place("lessons-list")
    assert place is not None
    Paragraph.objects.create(workshop=two_days, key="lessons-list", text="Begin later.", suggestion=place.text)
    told = write_markdown(document_of(report_of(two_days, now=timezone.now())))
    assert elders.name not in told
    assert "To be looked at" not in told
