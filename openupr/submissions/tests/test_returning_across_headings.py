"""What is moved to, written in or said on another section of a returned draft is put to that section."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openupr.documents import word
from openupr.returning.comparing import compare
from openupr.returning.outcomes import Compared
from openupr.submissions.models import Remark
from openupr.submissions.rules.for_comments import document_for_comments, sent_of
from openupr.submissions.tests.drafts import circulated_draft, sent, with_body
from openupr.submissions.tests.test_returning_rules import back, sentence

# What a file holds.
pytestmark = pytest.mark.once

_HEADINGS = ("Land", "Labour", "Health")
_EMPTY = "Prisons"
# Blocks of the document: a heading, its two paragraphs, the next heading ...
_LAND, _LAND_1, _LAND_2, _LABOUR, _LABOUR_1, _LABOUR_2, _HEALTH, _HEALTH_1, _HEALTH_2, _PRISONS = range(10)


def _content() -> dict[str, Any]:
    sections = [
        {
            "heading": heading,
            "kind": "other",
            "paragraphs": [
                {"anchor": f"p{2 * at + each:012x}", "text": sentence(2 * at + each), "sources": []} for each in (0, 1)
            ],
        }
        for at, heading in enumerate(_HEADINGS)
    ]
    return {
        "title": "Joint submission",
        "sections": [*sections, {"heading": _EMPTY, "kind": "other", "paragraphs": []}],
    }


def _arranged(*order: int | word.Block, anchors: bool = True) -> Compared:
    """The draft with its blocks in this order, and new ones between them, as it comes back."""
    document = document_for_comments(_content(), {}, "en")
    blocks: list[Any] = [document.blocks[each] if isinstance(each, int) else each for each in order]
    if not anchors:
        blocks = [
            word.Heading(each.runs) if isinstance(each, word.Heading) else word.Paragraph(each.runs) for each in blocks
        ]
    returned = back(word.Document(document.title, tuple(blocks), language="en"))
    return compare(sent_of(_content(), {}, "en"), returned)


def _moved(compared: Compared) -> list[tuple[int | None, int, str | None]]:
    return [(each.owner, each.moved_after, each.moved_to) for each in compared.outcomes if each.moved_after is not None]


def _written(text: str = "Nobody asked the fisherfolk.") -> word.Paragraph:
    return word.Paragraph(word.plain(text))


@pytest.mark.parametrize("anchors", [True, False])
def test_a_paragraph_that_stands_under_another_heading_is_told_as_moved_there(anchors: bool) -> None:
    below = _arranged(
        _LAND, _LAND_1, _LABOUR, _LAND_2, _LABOUR_1, _LABOUR_2, _HEALTH, _HEALTH_1, _HEALTH_2, _PRISONS, anchors=anchors
    )
    assert _moved(below) == [(1, -1, "Labour")]
    above = _arranged(
        _LAND, _LAND_1, _LAND_2, _LABOUR_1, _LABOUR, _LABOUR_2, _HEALTH, _HEALTH_1, _HEALTH_2, _PRISONS, anchors=anchors
    )
    assert _moved(above) == [(2, 1, "Land")]
    top = _arranged(
        _LAND_1, _LAND, _LAND_2, _LABOUR, _LABOUR_1, _LABOUR_2, _HEALTH, _HEALTH_1, _HEALTH_2, _PRISONS, anchors=anchors
    )
    assert _moved(top) == [(0, -1, "")]


def test_a_paragraph_that_is_moved_to_the_top_of_its_section_is_told_so() -> None:
    compared = _arranged(
        _LAND, _LAND_1, _LAND_2, _LABOUR, _LABOUR_2, _LABOUR_1, _HEALTH, _HEALTH_1, _HEALTH_2, _PRISONS
    )
    assert _moved(compared) == [(3, -1, None)]


def test_a_whole_section_that_is_moved_is_one_sentence_and_not_all_its_paragraphs() -> None:
    compared = _arranged(
        _LAND, _LAND_1, _LAND_2, _HEALTH, _HEALTH_1, _HEALTH_2, _LABOUR, _LABOUR_1, _LABOUR_2, _PRISONS
    )
    assert _moved(compared) == []
    [heading] = compared.headings
    assert (heading.before, heading.moved_after, heading.owner) == ("Health", "Land", 4)


def test_a_heading_that_is_gone_or_written_anew_moves_no_paragraph() -> None:
    new = word.Heading(word.plain("What became of unions"))
    for there in ((), (new,)):
        compared = _arranged(
            _LAND, _LAND_1, _LAND_2, *there, _LABOUR_1, _LABOUR_2, _HEALTH, _HEALTH_1, _HEALTH_2, _PRISONS
        )
        assert _moved(compared) == []
        assert [each.before for each in compared.headings if not each.after] == ["Labour"]
    below = _arranged(
        _LAND, _LAND_1, _LAND_2, new, _written(), _LABOUR_1, _LABOUR_2, _HEALTH, _HEALTH_1, _HEALTH_2, _PRISONS
    )
    assert (below.outcomes[-1].owner, below.outcomes[-1].first) == (2, True)


@pytest.mark.parametrize("bold", [True, False])
def test_a_heading_that_lost_its_style_and_bookmark_is_still_that_heading(bold: bool) -> None:
    heading = word.Paragraph((word.Run("Labour", bold=bold),))
    compared = _arranged(
        _LAND, _LAND_1, _LAND_2, heading, _written(), _LABOUR_1, _LABOUR_2, _HEALTH, _HEALTH_1, _HEALTH_2, _PRISONS
    )
    assert [each.owner for each in compared.outcomes if each.kind == "added"] == [2]
    assert not [each for each in compared.headings if not each.before or not each.after]


def test_what_is_written_right_below_a_heading_belongs_to_that_section() -> None:
    order = (_LAND, _LAND_1, _LAND_2, _LABOUR, _written(), _LABOUR_1, _LABOUR_2, _HEALTH, _HEALTH_1, _HEALTH_2)
    added = _arranged(*order, _PRISONS).outcomes[-1]
    assert (added.kind, added.owner, added.first) == ("added", 2, True)
    added = _arranged(*order[:4], *order[5:], _PRISONS, _written()).outcomes[-1]
    assert (added.kind, added.under) == ("added", "Prisons")
    # What was moved in from elsewhere stands in its own section until somebody moves it.
    after_a_guest = (_LAND, _LAND_1, _LABOUR, _LAND_2, *order[4:], _PRISONS)
    added = _arranged(*after_a_guest).outcomes[-1]
    assert (added.kind, added.owner, added.first) == ("added", 2, True)


def test_a_new_heading_is_told_where_what_stands_below_it_is_suggested() -> None:
    new = word.Heading(word.plain("Freedom of the press"))
    compared = _arranged(
        _LAND, _LAND_1, _LAND_2, new, _written(), _LABOUR, _LABOUR_1, _LABOUR_2, _HEALTH, _HEALTH_1, _HEALTH_2, _PRISONS
    )
    assert [each.owner for each in compared.headings] == [compared.outcomes[-1].owner] == [1]


def test_what_is_said_on_a_heading_is_put_to_the_first_paragraph_below_it() -> None:
    document = document_for_comments(_content(), {}, "en")
    returned = back(document)
    at = next(at for at, unit in enumerate(returned.units) if unit.text == "Labour")
    assert compare(sent_of(_content(), {}, "en"), returned).places[at] == 2


@given(
    st.permutations([_LAND_1, _LAND_2, _LABOUR_1, _LABOUR_2, _HEALTH_1, _HEALTH_2]),
    st.lists(st.integers(0, 6), min_size=3, max_size=3),
    st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_however_paragraphs_are_arranged_each_is_told_under_the_heading_it_stands_below(
    order: list[int], cuts: list[int], anchors: bool
) -> None:
    arranged, under = [*order], ""
    standing: dict[int, str] = {}
    for at, heading in sorted(zip(sorted(cuts), (_LAND, _LABOUR, _HEALTH), strict=True), reverse=True):
        arranged.insert(at, heading)
    own = [heading for heading in _HEADINGS for _ in range(3)]
    for block in arranged:
        under = own[block] if block in {_LAND, _LABOUR, _HEALTH} else under
        standing[block] = under
    compared = _arranged(*arranged, _PRISONS, anchors=anchors)
    told = {owner: to for owner, _, to in _moved(compared)}
    for owner, block in enumerate([_LAND_1, _LAND_2, _LABOUR_1, _LABOUR_2, _HEALTH_1, _HEALTH_2]):
        assert told.get(owner) == (None if standing[block] == own[block] else standing[block])


@pytest.mark.django_db
def test_a_paragraph_that_came_back_in_another_section_is_commented_on_by_whoever_moved_it() -> None:
    draft = circulated_draft()
    sections = [each["heading"] for each in draft.circulation.edition.content["sections"]]
    other = sections[sections.index(draft.section.part_heading) - 1]

    def to_another(document: str) -> str:
        paragraphs = re.findall(r"<w:p>.*?</w:p>", document)
        moved = next(each for each in paragraphs if draft.paragraphs[2].anchor in each)
        heading = next(each for each in paragraphs if "Heading" in each and other in each)
        by = 'w:author="Chan" w:date="2026-11-20T08:00:00Z"'
        inserted = moved.replace("<w:r>", f'<w:moveTo w:id="91" {by}><w:r>').replace("</w:r>", "</w:r></w:moveTo>")
        return document.replace(moved, "").replace(heading, heading + inserted)

    counts = draft.take_back(with_body(sent(draft), to_another))
    assert (counts["moved"], counts["suggestions"]) == (1, 0)
    [remark] = Remark.objects.all()
    assert (remark.paragraph, remark.from_name) == (draft.paragraphs[2], "Chan")
    assert f"“Land: {other}”" in remark.text
