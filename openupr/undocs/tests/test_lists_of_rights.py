"""OHCHR's other layouts, in words of our own: the lists of rights of cycle 2, and SDGs among the themes."""

from collections.abc import Sequence

import pytest

from openupr.files.tests.word_files import paragraph, word_file
from openupr.undocs.reading import read_here
from openupr.undocs.tests.test_thematic_lists import HEAD, ROW, cell, merged, read
from openupr.undocs.values import ThematicList

EGYPT = "UPR of Egypt (2nd Cycle – 20th session) Thematic list of recommendations"
RIGHTS = ("Recommendation", "Recommending state/s", "Position", "Full list of rights/affected persons")
RIGHTS_ROW = (
    "166.12. Sign a treaty on shade",
    "Peru; Chad",
    "Supported\nA/HRC/28/16/Add.1 - Para. 5",
    "Right or area: 2.1. Acceptance of international norms\nAffected persons: - general - children",
)


@pytest.mark.parametrize(
    "title",
    [
        "UPR of Egypt (2nd Cycle – 20th session) Thematic list of recommendations",
        "Universal Periodic Review of Egypt (second cycle) Thematic list of recommendations",
        "Egypt: Thematic list of recommendations - 2nd cycle",
    ],
)
def test_the_review_is_known_from_the_title_and_the_calendar(title: str) -> None:
    document = read(RIGHTS_ROW, head=RIGHTS, title=title)
    assert (document.state, document.session, document.symbol) == ("EGY", 20, "A/HRC/28/16")
    assert document.problems == ()


def test_the_review_of_a_list_without_a_title_is_known_from_its_reports_symbol() -> None:
    document = read(ROW, title="Thematic list of recommendations")
    assert (document.state, document.session, document.problems) == ("SVN", 34, ())


def test_the_lists_of_rights_of_cycle_2_are_read() -> None:
    document = read(("Right or area: 2.1. Acceptance of international norms",), RIGHTS_ROW, head=RIGHTS, title=EGYPT)
    (item,) = document.items
    assert (item.number, item.text, item.states) == ("166.12", "Sign a treaty on shade", ("PER", "TCD"))
    assert (item.position, item.position_from) == ("supported", "A/HRC/28/16/Add.1 - Para. 5")
    assert (item.themes, item.persons) == (("2.1. Acceptance of international norms",), ("general", "children"))
    assert item.sections == ("2.1. Acceptance of international norms",)
    assert document.problems == ()


@pytest.mark.parametrize(
    ("cell_of_rights", "themes", "persons"),
    [
        (
            "Right or area: 2.1. Acceptance of international norms\nRight or area: 8. Equality and non-discrimination\n"
            "Affected persons:\n- general\n- children",
            ("2.1. Acceptance of international norms", "8. Equality and non-discrimination"),
            ("general", "children"),
        ),
        (
            "Right or area: 2.1. Acceptance of international norms Affected persons: general; older persons",
            ("2.1. Acceptance of international norms",),
            ("general", "older persons"),
        ),
        (
            "Right or area:\n- 24. Right to health - 25. Right to education\nAffected persons: Women & girls, children",
            ("24. Right to health", "25. Right to education"),
            ("Women & girls", "children"),
        ),
        (
            "24. Right to health\n99.1. Right to shade\nAffected persons: - judges, lawyers and prosecutors",
            ("24. Right to health", "99.1. Right to shade"),
            ("judges, lawyers and prosecutors",),
        ),
        (
            "Right or area: 24. Right to health; 99.1. Right to shade\nAffected persons: children, clowns",
            ("24. Right to health", "99.1. Right to shade"),
            ("children", "clowns"),
        ),
        (
            "\uf0b7 Children: definition; general principles; protection\nAffected persons:\n\uf0b7 children",
            ("Children: definition; general principles; protection",),
            ("children",),
        ),
        ("", ("5.1. Constitutional & legislative framework",), ("migrants",)),
    ],
)
def test_rights_and_persons_are_told_apart_however_the_cell_parts_them(
    cell_of_rights: str, themes: Sequence[str], persons: Sequence[str]
) -> None:
    heading = ("Right or area: 5.1. Constitutional & legislative framework\nAffected persons: - migrants",)
    (item,) = read(heading, (*RIGHTS_ROW[:3], cell_of_rights), head=RIGHTS, title=EGYPT).items
    assert (item.themes, item.persons) == (themes, persons)
    assert item.sections == ("5.1. Constitutional & legislative framework",)


@pytest.mark.parametrize("states", ["Peru; Chad", "Peru, Chad", "Peru\nChad", "Peru and Chad", "- Peru\n- Chad"])
@pytest.mark.parametrize(
    ("position", "named", "document"),
    [
        ("Supported\nA/HRC/28/16/Add.1 - Para. 5", "supported", "A/HRC/28/16/Add.1 - Para. 5"),
        ("Noted*", "noted", ""),
        ("Position: Noted (A/HRC/28/16/Add.1, paras. 5 and 6)", "noted", "A/HRC/28/16/Add.1, paras. 5 and 6"),
        ("Supported [2]", "supported", ""),
        ("Supported/Noted", "partly", ""),
    ],
)
def test_states_and_positions_are_read_however_they_are_written(
    states: str, position: str, named: str, document: str
) -> None:
    read_of = read((RIGHTS_ROW[0], states, position, RIGHTS_ROW[3]), head=RIGHTS, title=EGYPT)
    (item,) = read_of.items
    assert (item.states, item.position, item.position_from) == (("PER", "TCD"), named, document)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("", *RIGHTS), ("166.12.", "Sign a treaty on shade", *RIGHTS_ROW[1:])),
        (("Recommendation No.", *RIGHTS), ("166.12.", *RIGHTS_ROW)),
        (tuple(reversed(RIGHTS)), tuple(reversed(RIGHTS_ROW))),
        ((*RIGHTS[:2], "Position1", f"{RIGHTS[3]}*"), RIGHTS_ROW),
        (
            ("Recommendation", "Position", "Recommending  State(s)", "Rights / Affected persons*", "Comments"),
            (RIGHTS_ROW[0], RIGHTS_ROW[2], RIGHTS_ROW[1], RIGHTS_ROW[3], ""),
        ),
        (
            ("Recommendation", "Recommending state/s", "Position", "Right or area", "Affected persons"),
            (*RIGHTS_ROW[:3], "2.1. Acceptance of international norms", "general - children"),
        ),
    ],
)
def test_columns_stand_in_any_order_under_any_usual_name(head: Sequence[str], row: Sequence[str]) -> None:
    (item,) = read(row, head=head, title=EGYPT).items
    assert (item.number, item.text, item.states) == ("166.12", "Sign a treaty on shade", ("PER", "TCD"))
    assert (item.position, item.persons) == ("supported", ("general", "children"))
    assert item.themes == ("2.1. Acceptance of international norms",)


def test_a_recommendation_over_several_rows_has_the_rights_of_all_of_them() -> None:
    head = "".join(cell(text) for text in RIGHTS)
    first = "".join(merged(text, "restart") for text in RIGHTS_ROW[:3]) + cell(RIGHTS_ROW[3])
    second = "".join(merged("", "continue") for _ in range(3)) + cell("Right or area: 9. Right to development")
    table = "".join(f"<w:tr>{row}</w:tr>" for row in (head, first, second))
    document = read_here(word_file(f"<w:tbl>{table}</w:tbl>", header1=paragraph(EGYPT)))
    assert isinstance(document, ThematicList)
    (item,) = document.items
    assert item.themes == ("2.1. Acceptance of international norms", "9. Right to development")
    assert document.problems == ()


@pytest.mark.parametrize(
    ("label", "themes", "sdgs"),
    [
        ("S16 SDG 16 - peace, shade and strong trees", (), ("16 - peace, shade and strong trees",)),
        ("S Sustainable Development Goal implementation", ("S Sustainable Development Goal implementation",), ()),
        ("SDG 5", (), ("5",)),
        ("Goal 13: shade", (), ("13: shade",)),
        ("S05 Shade for all", (), ("5 Shade for all",)),
        ("15 - LIFE ON LAND", (), ("15 - LIFE ON LAND",)),
        ("S99 SDG 99 - shade", ("S99 SDG 99 - shade",), ()),
        ("2.1. Acceptance of international norms", ("2.1. Acceptance of international norms",), ()),
    ],
)
def test_sdgs_among_the_themes_or_persons_are_sdgs_and_no_themes(
    label: str, themes: Sequence[str], sdgs: Sequence[str]
) -> None:
    (item,) = read((*ROW[:2], f"- {label}", "")).items
    assert (item.themes, item.sdgs) == (themes, sdgs)
    (item,) = read((f"Theme: {label}",), (*ROW[:2], "- Trees & yards\nAffected persons:\n- Children", "")).items
    assert (item.themes, item.sdgs) == (("Trees & yards",), sdgs)
    if sdgs:
        (item,) = read((*ROW[:2], f"- Trees & yards\nAffected persons:\n- Children\n- {label}", "")).items
        assert (item.themes, item.persons, item.sdgs) == (("Trees & yards",), ("Children",), sdgs)


def test_what_a_column_says_that_is_not_known_is_kept_beside_the_recommendation() -> None:
    (item,) = read((*ROW, "green"), head=(*HEAD, "Colour")).items
    assert (item.number, item.beside) == ("122.1", (("Colour", "green"),))
