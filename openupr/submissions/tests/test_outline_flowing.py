"""A group's outline flows in as what is to be written: beneath its headings, where it belongs, and in no file."""

from datetime import date

import pytest
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.roadmaps.outline import add_point, start_outline
from openupr.submissions.budget import budget_of
from openupr.submissions.document import document_of
from openupr.submissions.editions import content_of
from openupr.submissions.models import Section, Submission, written_paragraphs
from openupr.submissions.new_submission import begin_submission
from openupr.submissions.paragraphs import write_paragraph
from openupr.submissions.remarks import add_claim
from openupr.submissions.rules.flowing import follow_up_text, kind_of_point, to_write
from openupr.submissions.rules.template import first_sections

from .conftest import SignIn

NOW = timezone.now()


@pytest.fixture
def begun(people: Cast) -> Submission:
    """A submission of Land, whose outline nobody has written yet."""
    start_outline(by=people.dara, group=people.land)
    add_point(by=people.dara, group=people.land, text="Water", is_heading=True)
    add_point(by=people.dara, group=people.land, text="Wells run *dry*", evidence_wanted="a survey")
    given = {"kind": "by-group", "title": "Land", "groups": [people.land], "today": date(2026, 1, 9), "now": NOW}
    submission: Submission = begin_submission(by=people.sophea, coalition=people.coalition, **given)
    return submission


def _texts(submission: Submission, kind: str) -> list[str]:
    return [each.text for each in Section.objects.get(submission=submission, kind=kind).paragraphs.all()]


def test_each_point_stands_in_its_section_under_its_heading(begun: Submission) -> None:
    assert _texts(begun, "developments")[-1] == r"✎ **Water:** Wells run \*dry\* (a survey)"
    assert all(text.startswith("✎ **") for kind in ("developments", "recommendations") for text in _texts(begun, kind))
    assert _texts(begun, "recommendations")[0].endswith(":** What we recommend")
    assert not any("What we recommend" in text for text in _texts(begun, "developments"))
    assert any("What was recommended before" in text for text in _texts(begun, "follow-up"))


def test_a_source_of_what_is_to_be_written_has_no_number_of_a_note_yet(
    people: Cast, begun: Submission, browser_of: SignIn
) -> None:
    section = begun.sections.get(kind="developments")
    section.submission = begun
    point = section.paragraphs.last()
    add_claim(now=timezone.now(), by=people.dara, paragraph=point, source="A survey of wells", kind="first-hand")
    address = f"/coalitions/{people.coalition.key}/submissions/{begun.pk}/sections/{section.pk}/"
    numbered = 'class="note-number">[1]'
    before = browser_of(people.dara).get(address).content.decode()
    assert ("A survey of wells" in before, numbered in before) == (True, False)
    write_paragraph(by=people.dara, paragraph=point, text="Wells ran dry.", version=1, now=NOW)
    assert numbered in browser_of(people.dara).get(address).content.decode()


def test_what_is_to_be_written_is_not_counted_and_leaves_in_no_file_until_somebody_writes_it(
    people: Cast, begun: Submission
) -> None:
    section = begun.sections.get(kind="developments")
    section.submission = begun
    before = budget_of(begun)
    assert "Wells" not in str(document_of(begun))
    assert section.heading not in str(document_of(begun))
    assert not any(each["paragraphs"] for each in content_of(begun)["sections"])
    assert next(each for each in before.sections if each.section == section).is_empty
    point = section.paragraphs.last()
    unchanged = write_paragraph(by=people.dara, paragraph=point, text=point.body, version=1, now=NOW)
    assert unchanged.is_to_be_written
    written = write_paragraph(by=people.dara, paragraph=point, text="✎ Wells ran dry.", version=1, now=NOW)
    assert (written.text, written_paragraphs(section)) == ("Wells ran dry.", [written])
    assert "Wells ran dry." in str(document_of(begun))
    assert section.heading in str(document_of(begun))
    # With its first words its heading goes into the file, and counts too.
    assert budget_of(begun).used == before.used + 3 + len(section.heading.split())


def test_a_point_is_marked_on_its_page_and_the_draft_says_how_many_wait(
    people: Cast, begun: Submission, browser_of: SignIn
) -> None:
    section = begun.sections.get(kind="developments")
    address = f"/coalitions/{people.coalition.key}/submissions/{begun.pk}/"
    page = browser_of(people.dara).get(f"{address}sections/{section.pk}/").content.decode()
    assert "to be written" in page
    assert "<strong>Water:</strong>" in page
    assert "✎" not in page
    assert "are still to be written" in browser_of(people.dara).get(address).content.decode()


def test_by_theme_the_parts_of_a_group_follow_each_other() -> None:
    outlines = [first_sections(["Land", "Labour"], by_theme=by_theme) for by_theme in (True, False)]
    themes, chapters = ([each.heading for each in outline if each.group is not None] for outline in outlines)
    assert [heading.partition(": ")[2] for heading in themes] == ["Land"] * 3 + ["Labour"] * 3
    assert sorted(themes) == sorted(chapters)
    assert [each.kind for each in outlines[0]][-1] == "annex"


@pytest.mark.parametrize(
    ("point", "heading", "kind"),
    [
        ("What we recommend", "", "recommendations"),
        ("Stop evictions", "Recommendations", "recommendations"),
        ("What was recommended before, and what was done since", "", "follow-up"),
        ("Wells run dry", "Water", "developments"),
    ],
)
def test_a_point_says_for_which_section_it_is(point: str, heading: str, kind: str) -> None:
    assert kind_of_point(point, heading) == kind
    assert to_write("a|b") == r"✎ a\|b"


@pytest.mark.parametrize(
    ("text", "key", "reads"),
    [
        ("Title the land ", "KHM-18-1", "*Title the land* [[KHM-18-1]]. **Done.**"),
        ("Title the land.", "KHM-18-1", "*Title the land* [[KHM-18-1]]. **Done.**"),
        ("Title the land;", "", "*Title the land*. **Done.**"),
        ("Title the land.", "", "*Title the land.* **Done.**"),
    ],
)
def test_an_earlier_recommendation_ends_with_one_full_stop_however_the_record_ends_it(
    text: str, key: str, reads: str
) -> None:
    assert follow_up_text(text, key=key, done="done", note="", sources=[]) == reads
