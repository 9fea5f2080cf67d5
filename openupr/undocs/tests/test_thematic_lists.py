"""OHCHR's thematic lists: every layout with the columns that are needed is read whole, any other is refused."""

import csv
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.files.refusal import RefusedFile
from openupr.files.tests.fuzzing import tried_hard
from openupr.files.tests.word_files import NAMES, paragraph, word_file
from openupr.files.tests.workbooks import compound, xlsx
from openupr.files.word.package import parse
from openupr.undocs import read_document
from openupr.undocs.reading import read_here
from openupr.undocs.tables import cell_at
from openupr.undocs.values import ThematicList

TITLE = "UPR of Slovenia (3rd Cycle - 34th Session) Thematic list of recommendations"
HEAD = ("Recommendation", "Position", "Full list of themes", "Assessment/comments on level of implementation")
SOURCE = "Source of Position: A/HRC/43/15/Add.1 - Para.3"
ROW = (
    f"122.1 Plant a tree in every yard (Peru) (Chad);\n{SOURCE}",
    "Supported",
    "- Trees & yards\n- Right to shade\nSDGs: \n- 15 - LIFE ON LAND\nAffected persons: \n- Children",
    "",
)


def cell(text: str, span: int = 1) -> str:
    inside = "".join(paragraph(escape(line)) for line in text.split("\n"))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{inside}</w:tc>'


def merged(text: str, down: str) -> str:
    return f'<w:tc><w:tcPr><w:vMerge w:val="{down}"/></w:tcPr>{paragraph(escape(text))}</w:tc>'


def listed(*rows: Sequence[str], head: Sequence[str] = HEAD, title: str = TITLE, above: str = "") -> bytes:
    """A list with these rows; a row of one cell goes across."""
    whole = [head, *rows]
    body = "".join(
        "<w:tr>" + "".join(cell(text, len(head) if len(row) == 1 else 1) for text in row) + "</w:tr>" for row in whole
    )
    return word_file(f"{above}<w:tbl>{body}</w:tbl>", header1=paragraph(title))


def read(*rows: Sequence[str], head: Sequence[str] = HEAD, title: str = TITLE) -> ThematicList:
    document = read_here(listed(*rows, head=head, title=title))
    assert isinstance(document, ThematicList)
    return document


def test_a_row_is_read_with_number_states_position_themes_groups_and_sdgs() -> None:
    document = read(("Theme: Trees & yards",), ROW)
    (item,) = document.items
    assert (document.state, document.session, document.symbol) == ("SVN", 34, "A/HRC/43/15")
    assert (item.number, item.text, item.states) == ("122.1", "Plant a tree in every yard", ("PER", "TCD"))
    assert (item.position, item.source_position) == ("supported", "Supported")
    assert item.position_from == "A/HRC/43/15/Add.1 - Para.3"
    assert item.themes == ("Trees & yards", "Right to shade")
    assert (item.persons, item.sdgs) == (("Children",), ("15 - LIFE ON LAND",))
    assert item.sections == ("Trees & yards",)
    assert document.problems == ()


def test_rows_of_the_same_recommendation_are_one_and_keep_all_their_places() -> None:
    document = read(("Theme: Trees & yards",), ROW, ("Theme: Right to shade",), ROW)
    (item,) = document.items
    assert item.sections == ("Trees & yards", "Right to shade")
    assert [place.row for place in item.rows] == [2, 4]
    assert [(place.row, place.cell) for place in item.assessments] == [(2, 3), (4, 3)]
    assert document.problems == ()


def test_the_cell_for_an_assessment_is_found_again_in_the_very_same_file() -> None:
    inner = f"<w:tbl><w:tr>{cell('inside')}</w:tr></w:tbl>"
    rows = "".join(
        "<w:tr>" + "".join(cell(text) for text in row) + "</w:tr>" for row in (HEAD, (*ROW[:3], "written here before"))
    )
    body = f"<w:tbl><w:tr><w:tc>{inner}{paragraph('')}</w:tc></w:tr></w:tbl><w:tbl>{rows}</w:tbl>"
    document = read_here(word_file(body, header1=paragraph(TITLE)))
    assert isinstance(document, ThematicList)
    (place,) = document.items[0].assessments
    found = cell_at(parse(f"<w:body {NAMES}>{body}</w:body>".encode()), place)
    assert "".join(found.itertext()) == "written here before"


def test_two_wordings_under_one_number_are_two_items() -> None:
    document = read(
        (f"122.2 Plant many more trees soon (Peru); Water all of the trees (Chad, Spain);\n{SOURCE}", *ROW[1:])
    )
    assert [(item.number, item.text, item.states) for item in document.items] == [
        ("122.2", "Plant many more trees soon", ("PER",)),
        ("122.2", "Water all of the trees", ("TCD", "ESP")),
    ]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (
            (
                "Recommendation and recommending State",
                "Position of the State under review",
                "Human rights themes and groups of persons",
                "Relevant SDGs",
            ),
            (ROW[0], "Supported", "- Trees & yards\nGroups of Persons: \n- Children", "- 15 - LIFE ON LAND"),
        ),
        (
            ("Recommendation", "Recommending States", "Position", "Themes", "Affected persons", "SDGs"),
            (
                f"122.1. Plant a tree in every yard\n{SOURCE}",
                "Peru, Chad",
                "Supported",
                "Trees & yards",
                "Children",
                "15",
            ),
        ),
        (
            ("No.", "Recommendation", "State", "Position", "Source of position", "Themes"),
            (
                "122.1",
                "Plant a tree in every yard",
                "Peru; Chad",
                "Supported",
                "A/HRC/43/15/Add.1 - Para.3",
                "- Trees & yards (SDG 15)\nAffected persons: Children",
            ),
        ),
        (HEAD, (ROW[0], f"Supported\n{SOURCE}", "Trees & yards\nSDG 15\nAffected persons:\nChildren", "")),
        (
            ("Themes", "SDGs", "Supported/Noted", "Recommendations and recommending State(s)", "Persons"),
            ("- Trees & yards", "15 - LIFE ON LAND", "SUPPORTED", ROW[0], "Children"),
        ),
        (
            ("Thematic area", "UPR recommendations", "Recommending countries", "State’s response", "Affected persons"),
            (
                "Trees & yards [SDG 15]",
                f"122.1) Plant a tree in every yard\n{SOURCE}",
                "Peru and Chad",
                "Accepted",
                "Children",
            ),
        ),
        (
            ("Human rights issues", "Recommendation", "Status", "Relevant SDGs", "Status of implementation"),
            ("Trees & yards\nAffected persons: Children", ROW[0], "supported", "SDG 15", ""),
        ),
    ],
)
def test_the_same_is_read_from_every_layout(head: Sequence[str], row: Sequence[str]) -> None:
    document = read(("Theme: Trees & yards",), row, head=head)
    (item,) = document.items
    assert (item.number, item.text, item.states) == ("122.1", "Plant a tree in every yard", ("PER", "TCD"))
    assert (item.position, item.position_from) == ("supported", "A/HRC/43/15/Add.1 - Para.3")
    assert (item.themes, item.persons) == (("Trees & yards",), ("Children",))
    assert [sdg[:2] for sdg in item.sdgs] == ["15"]
    assert document.problems == ()


@pytest.mark.parametrize(
    ("told", "position"),
    [
        ("Supported/Noted", "partly"),
        ("Noted", "noted"),
        ("Under consideration", "pending"),
        ("Supported.", "supported"),
    ],
)
def test_positions_are_read_as_the_lists_word_them(told: str, position: str) -> None:
    (item,) = read((ROW[0], told, *ROW[2:])).items
    assert (item.position, item.source_position) == (position, told)


def test_sdg_codes_are_read_wherever_they_stand() -> None:
    (item,) = read((ROW[0], ROW[1], "Trees & yards (SDGs 15, 15.2 and 13)\nSDG 3.8\nSDGs: 1.4; 5.c", "")).items
    assert sorted(item.sdgs) == ["1.4", "13", "15", "15.2", "3.8", "5.c"]
    assert item.themes == ("Trees & yards",)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (("Recommendation", "Position", "Colour", "Assessment"), "no column for “themes”"),
        (("Text", "Answer", "Themes", "Remarks"), "no column for “recommendation”, “position”"),
        (("Recommendation", "Position", "Themes", "Position"), "two columns for “position”"),
    ],
)
def test_a_layout_that_is_not_known_is_refused_with_what_is_missing(head: Sequence[str], told: str) -> None:
    row = [*ROW, ""][: len(head)]
    with pytest.raises(RefusedFile, match=told):
        read_here(listed(row, row, head=head))


def test_a_list_without_rows_is_refused() -> None:
    with pytest.raises(RefusedFile, match="no row"):
        read_here(listed(("Theme: Trees & yards",)))


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("Plant a tree in every yard (Peru);", *ROW[1:]), "no number"),
        (("122.1 Plant a tree in every yard;", *ROW[1:]), "no State"),
        ((ROW[0], "Perhaps", *ROW[2:]), "no position"),
        ((ROW[0], "", *ROW[2:]), "no position"),
    ],
)
def test_what_is_missing_in_a_row_is_a_problem_and_never_guessed(row: Sequence[str], kind: str) -> None:
    assert kind in {problem.kind for problem in read(row).problems}


def test_a_row_of_comments_is_kept_on_its_number_and_is_no_recommendation() -> None:
    comment = "Comments: Information sent in a letter after the session"
    behind = (ROW[0].replace("122.1", "122.2").replace("yard", "street").replace(");", f"); {comment}"), *ROW[1:])
    across, cells = (comment,), (f"122.1 {comment}", "", "", "")
    document = read(ROW, cells, across, behind)
    assert (document.problems, [item.number for item in document.items]) == ((), ["122.1", "122.2"])
    assert [(each.number, each.text) for each in document.comments] == [
        ("122.1", comment),
        ("122.1", comment),
        ("122.2", comment),
    ]
    assert document.items[1].text == "Plant a tree in every street"
    # A recommendation may speak of comments.
    assert read(("122.3 Comments: publish those of the people (Peru);", *ROW[1:])).comments == ()


@pytest.mark.parametrize(
    ("printed", "right"),
    [
        (
            "Slovenia’ s trees, the system ’ s trees, China 's trees",
            "Slovenia’s trees, the system’s trees, China's trees",
        ),
        ("non ‑ discrimination of asylum ‑ seekers", "non‑discrimination of asylum‑seekers"),
        ("Uyghurs , elders (all) ; and others", "Uyghurs, elders (all); and others"),
        (
            "the citizens’ shade, 2012 - 2015, short- and long-term",
            "the citizens’ shade, 2012 - 2015, short- and long-term",
        ),
    ],
)
def test_blanks_that_stand_where_none_belongs_are_taken_out(printed: str, right: str) -> None:
    (item,) = read((f"122.1 Plant {printed} (Peru);\n{SOURCE}", *ROW[1:])).items
    assert (item.text, item.printed) == (f"Plant {right}", f"Plant {printed}")
    # An ask is named after its words alone.
    assert re.findall(r"\w+", item.text) == re.findall(r"\w+", item.printed)


def test_a_long_name_of_a_state_is_known_with_a_blank_in_it() -> None:
    (item,) = read(("122.1 Plant trees (Bolivia (Plurinational S tate of), Mali);", *ROW[1:])).items
    assert item.states == ("BOL", "MLI")
    assert {problem.kind for problem in read(("122.1 Plant trees (Ma li);", *ROW[1:])).problems} == {"no State"}


def test_rows_that_contradict_each_other_and_numbers_with_two_texts_are_problems() -> None:
    other = (ROW[0], "Noted", *ROW[2:])
    assert {problem.kind for problem in read(ROW, other).problems} == {"rows differ"}
    second = (ROW[0].replace("yard", "street"), *ROW[1:])
    assert {problem.kind for problem in read(ROW, second).problems} == {"number twice"}


def test_a_list_that_does_not_say_its_review_has_problems() -> None:
    from_nowhere = (ROW[0].replace("43/15", "99/15"), *ROW[1:])
    untitled = read(from_nowhere, title="Thematic list of recommendations")
    assert {problem.kind for problem in untitled.problems} == {"no State", "no session"}
    elsewhere = read(ROW, title=TITLE.replace("34th", "12th"))
    assert {problem.kind for problem in elsewhere.problems} == {"review"}


def test_a_spreadsheet_is_refused_with_what_to_do() -> None:
    for data in (xlsx([list(HEAD), list(ROW)]), compound({"Workbook": b""})):
        with pytest.raises(RefusedFile, match=r"read as the Word file \(\.docx\) that OHCHR publishes"):
            read_document(data)
    with pytest.raises(RefusedFile, match="openupr import dihr FILE"):
        read_document(xlsx([["Document"], ["A/HRC/1/1"]]))


def test_an_old_word_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(RefusedFile, match=r"old Word document \(\.doc\).*save it as a Word document \(\.docx\)"):
        read_document(compound({"WordDocument": b""}))


def test_the_real_lists_are_read_as_expected(shared: Path) -> None:
    folder = shared / "data" / "ohchr-thematic-lists"
    expected = defaultdict(list)
    with (folder / "expected.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            expected[row["symbol"]].append(row)
    for path in sorted(folder.glob("*.docx")):
        document = read_here(path.read_bytes())
        assert isinstance(document, ThematicList)
        found = {item.number: item for item in document.items}
        assert document.problems == ()
        assert [each.number for each in {item.number: item for item in document.items}.values()] == [
            row["number"] for row in expected[document.symbol]
        ]
        for row in expected[document.symbol]:
            item = found[row["number"]]
            assert (item.source_position, item.position_from) == (row["position"], row["position_source"])
            assert "|".join(item.themes) == row["themes"]
            assert "|".join(item.persons) == row["affected_persons"]
            assert "|".join(item.sdgs) == row["sdgs"]
            assert item.sections[0] == row["section"]


words = st.text(
    st.sampled_from("Ab1. ;()-:\n/&") | st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40
)


@pytest.mark.fuzz
@given(
    rows=st.lists(st.lists(words | st.sampled_from([*HEAD, *ROW]), min_size=1, max_size=6), max_size=6),
    head=st.lists(words | st.sampled_from(HEAD), min_size=1, max_size=6) | st.just(list(HEAD)),
)
@tried_hard
def test_any_table_is_read_or_refused_in_a_sentence(rows: list[list[str]], head: list[str]) -> None:
    assert _outcome(listed(*rows, head=head)).endswith(".")


def _outcome(data: bytes) -> str:
    try:
        return f"{len(read_here(data).as_json()['problems'])} problems."
    except RefusedFile as refusal:
        return str(refusal)
