"""A joint draft is by theme: a group writes in one place. It is turned to by chapter and back, and nothing is lost."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.conformance.rules.conformance import conformance
from openupr.documents import word
from openupr.files.word import read_word
from openupr.files.word.with_changes import read_returned
from openupr.returning.units import returned_of
from openupr.submissions.budget import budget_of, limit_kind
from openupr.submissions.document import document_of
from openupr.submissions.editions import content_of
from openupr.submissions.lodging import lodge_submission
from openupr.submissions.models import Submission
from openupr.submissions.new_submission import begin_submission
from openupr.submissions.paragraphs import add_paragraph
from openupr.submissions.remarks import add_claim, remark, suggest
from openupr.submissions.returned_files import Choices, for_comments, take_back
from openupr.submissions.rounds import circulate
from openupr.submissions.rules.arranging import by_chapter, by_theme, moved_in_blocks
from openupr.submissions.rules.refusals import Locked, NotJoint, Signed
from openupr.submissions.section_tasks import give_task
from openupr.submissions.sections import add_section, move_section, preview_of, remove_section, turn_submission
from openupr.submissions.signing import ask_to_sign, sign_on
from openupr.submissions.validation import take_stance

from .conftest import SignIn
from .examples import Drafted
from .test_drafting_pages import at

NOW = timezone.now()
pytestmark = pytest.mark.once


def turn(draft: Drafted, people: Cast, to: str) -> Submission:
    return turn_submission(by=people.sophea, submission=Submission.objects.get(), arrangement=to)


def filled(draft: Drafted, people: Cast) -> None:
    """Text in two parts of Land's, with all that can be said on it."""
    section, on = draft.section, {"paragraph": draft.paragraph}
    remark(by=people.rithy, text="Where?", now=NOW, **on)
    suggest(by=people.rithy, text="Much land was taken.", now=NOW, **on)
    add_claim(by=people.chan, source="A report, 2025", kind="un", now=NOW, **on)
    give_task(by=people.sophea, section=section, organisation=people.forest, work="write", due=None)
    take_stance(by=people.sophea, section=section, organisation=people.forest, says="agree")
    asks = draft.submission.sections.get(kind="recommendations", group=people.land)
    add_paragraph(by=people.chan, section=asks, text="Return the land to forty families.", now=NOW)


def rows() -> dict[str, list[Any]]:
    """Every row of the app except the order of sections."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in {"order_otherwise", "arrangement"}}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in apps.get_app_config("submissions").get_models()
    }


def headings(submission: Submission) -> list[tuple[int, str]]:
    return [
        (block.level, block.runs[0].text)  # type: ignore[union-attr]
        for block in document_of(submission).blocks
        if isinstance(block, word.Heading)
    ]


def test_by_theme_a_group_has_one_heading_with_its_parts_and_empty_ones_are_left_out(
    people: Cast, draft: Drafted
) -> None:
    filled(draft, people)
    assert draft.submission.arrangement == "theme"
    land = [(1, "Land"), (2, "Developments since the last review"), (2, "Recommendations")]
    assert headings(draft.submission) == land
    chapters = [(1, "Developments since the last review: Land"), (1, "Recommendations: Land")]
    assert headings(turn(draft, people, "chapter")) == chapters


def test_turned_there_and_back_it_is_the_same_draft(people: Cast, draft: Drafted) -> None:
    filled(draft, people)
    turn(draft, people, "chapter")
    # An order of the coalition's own, which no rule would find again.
    section = draft.submission.sections.get(kind="recommendations", group=people.labour)
    move_section(by=people.sophea, section=section, steps=-2)
    gone = draft.submission.sections.get(kind="follow-up", group=people.labour)
    remove_section(by=people.sophea, section=gone, now=NOW)
    before, content = rows(), content_of(Submission.objects.get())
    first = before.pop("Section")
    turn(draft, people, "theme")
    there = rows()
    turned = there.pop("Section")
    assert there == before
    assert [each | {"order": 0} for each in turned] == [each | {"order": 0} for each in first]
    assert turned != first
    assert content_of(turn(draft, people, "chapter")) == content
    assert rows().pop("Section") == first


@pytest.mark.parametrize("arrangement", ["theme", "chapter"])
def test_the_words_are_those_of_the_file_in_both_orders(people: Cast, draft: Drafted, arrangement: str) -> None:
    filled(draft, people)
    text = preview_of(Submission.objects.get()).words
    submission = turn(draft, people, arrangement)
    budget = budget_of(submission)
    assert sum(each.balance.used for each in budget.sections) == budget.used
    file = read_word(word.write_word(document_of(submission)))
    found = conformance(file, kind=limit_kind(submission), rules=budget.rules)
    assert found.words["counted"] == budget.used
    assert preview_of(submission).words == text


def test_a_word_file_that_went_out_in_one_order_comes_back_in_the_other(people: Cast, draft: Drafted) -> None:
    filled(draft, people)
    turn(draft, people, "chapter")
    old = circulate(by=people.sophea, submission=draft.submission, comments_until=today_there(), now=NOW)
    turn(draft, people, "theme")
    new = circulate(by=people.sophea, submission=draft.submission, comments_until=today_there(), now=NOW)
    for each in (old, new):
        data = word.write_word(for_comments(each))
        given = {"returned": returned_of(read_returned(data)), "sha256": str(each.pk), "choices": Choices("Maly")}
        counts = take_back(by=people.sophea, circulation=each, now=NOW, **given).counts
        assert counts["unchanged"] == 2
        assert (counts["suggestions"], counts["comments"], counts["moved"]) == (0, 0, 0)


def test_what_is_lodged_signed_or_of_one_group_is_not_turned(people: Cast, draft: Drafted) -> None:
    filled(draft, people)
    edition = ask_to_sign(by=people.sophea, submission=draft.submission, now=NOW)
    turn(draft, people, "chapter")
    given = {"submission": draft.submission, "organisation": people.forest, "edition": edition}
    sign_on(by=people.nary, choice="named", now=NOW, **given)
    with pytest.raises(Signed, match="have signed this text"):
        turn(draft, people, "theme")
    lodged = {"word": b"PK", "receipt": "No. 7", "lodged_on": today_there(), "now": NOW}
    lodge_submission(by=people.sophea, submission=draft.submission, **lodged)
    with pytest.raises(Locked):
        turn(draft, people, "theme")
    own = {"kind": "by-group", "title": "Land's own", "groups": [people.land], "today": today_there(), "now": NOW}
    made = begin_submission(by=people.sophea, coalition=people.coalition, **own)
    assert made.arrangement == "chapter"
    with pytest.raises(NotJoint):
        turn_submission(by=people.sophea, submission=made, arrangement="theme")


def test_a_group_writes_on_one_page_and_the_group_page_leads_there(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    filled(draft, people)
    chan = browser_of(people.chan)
    page = chan.get(f"/coalitions/{people.coalition.key}/groups/{people.land.pk}/").content.decode()
    first = draft.submission.sections.filter(group=people.land)[0]
    assert at(draft, "section", section=first.pk) in page
    assert "Write your part" in page
    written = chan.get(at(draft, "section", section=first.pk)).content.decode()
    assert "<h1>Land</h1>" in written
    for text in ("Implementation of earlier recommendations", "Land was taken.", "Return the land to forty families."):
        assert text in written
    assert written.count("/paragraphs/add/") == 3
    empty = chan.post(at(draft, "paragraph-add", section=first.pk), {"text": ""})
    assert (empty.status_code, empty.content.decode().count("/paragraphs/add/")) == (422, 3)
    [(_common, pages)] = chan.get(at(draft, "submission")).context["parts"]
    assert [each.name for each in pages if each.group] == ["Land", "Labour"]


def test_the_new_order_is_shown_before_a_coordinator_turns_it(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    sophea = browser_of(people.sophea)
    assert at(draft, "turn") in sophea.get(at(draft, "arrange")).content.decode()
    page = sophea.get(at(draft, "turn")).content.decode()
    assert "Developments since the last review: Land" in page
    assert Submission.objects.get().arrangement == "theme"
    told = sophea.post(at(draft, "turn"), {"to": "chapter"}, follow=True).content.decode()
    assert "No text changed" in told
    assert Submission.objects.get().arrangement == "chapter"
    back = sophea.get(at(draft, "turn")).content.decode()
    assert "under one heading" in back


def test_by_theme_a_section_comes_to_its_group_and_themes_move_as_a_whole(people: Cast, draft: Drafted) -> None:
    submission = draft.submission
    case = add_section(by=people.sophea, submission=submission, heading="A case", kind="other", group=people.land)
    groups = [each.group_id for each in submission.sections.all() if each.group_id]
    assert groups == [people.land.pk] * 4 + [people.labour.pk] * 3
    move_section(by=people.sophea, section=case, steps=1)
    groups = [each.group_id for each in submission.sections.all() if each.group_id]
    assert groups == [people.labour.pk] * 3 + [people.land.pk] * 4


@dataclass(frozen=True)
class Part:
    """A section as the rules see it."""

    number: int
    group_id: int
    kind: str

    @property
    def is_of_a_group(self) -> bool:
        return self.group_id > 0


PARTS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from("fdr")), max_size=12).map(
    lambda rows: [Part(number, group, kind) for number, (group, kind) in enumerate(rows)]
)


@given(PARTS)
def test_no_section_is_lost_or_doubled_and_the_same_rule_twice_changes_nothing(parts: list[Part]) -> None:
    for rule in (by_theme, by_chapter):
        assert sorted(rule(parts), key=lambda each: each.number) == parts
        assert rule(rule(parts)) == rule(parts)


@given(st.integers(1, 5))
def test_chapters_of_all_groups_come_back_as_they_were(groups: int) -> None:
    parts = [Part(number, number % groups + 1, kind) for number, kind in enumerate("f" * groups + "r" * groups)]
    assert by_chapter(by_theme(parts)) == parts


def test_at_the_end_of_its_theme_a_section_takes_the_theme_with_it() -> None:
    blocks = [[1], [2, 3], [4, 5]]
    assert moved_in_blocks(blocks, 3, -1) == [1, 3, 2, 4, 5]
    assert moved_in_blocks(blocks, 2, -1) == [2, 3, 1, 4, 5]
    assert moved_in_blocks(blocks, 5, 1) == [1, 2, 3, 4, 5]
