"""The Danish Institute's export: sessions from symbols, groups that are glued together, targets as numbers or text."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from openupr.files.refusal import RefusedFile
from openupr.files.tables import write_xlsx
from openupr.recommendations.importing import ReadRow, RefusedRow, Row, SkippedRow, read
from openupr.recommendations.importing.recognising import recognise_source

HEADER = [
    "Goals",
    "Recommendation",
    "Tekst",
    "Targets",
    "Keywords",
    "Response",
    "Recommending state",
    "Mechanism",
    "Procedures",
    "Treaties",
    "Type",
    "field_year",
    "Document",
]
ROW: dict[str, str | float] = {
    "Goals": "5. Gender equality ,16. Peace, justice and strong institutions",
    "Recommendation": "Cambodia",
    "Tekst": "Build shelters in every province",
    "Targets": "16.2, 5.2",
    "Keywords": "Women and girlsChildren",
    "Response": "Supported",
    "Recommending state": "Peru",
    "Mechanism": "(Universal Periodic Review)",
    "Type": "Recommendation",
    "field_year": "2014 Cycle 2",
    "Document": "Source:A/HRC/26/16|118.12|",
}

ReadRows = Callable[..., list[Row]]


@pytest.fixture
def rows(tmp_path: Path) -> ReadRows:
    def read_rows(*changes: dict[str, str | float], header: list[str] = HEADER) -> list[Row]:
        path = tmp_path / "explorer.xlsx"
        path.write_bytes(write_xlsx(header, [[(ROW | each).get(name, "") for name in HEADER] for each in changes]))
        return list(read("dihr", path))

    return read_rows


def test_a_row_is_read_with_symbol_paragraph_targets_and_groups(rows: ReadRows) -> None:
    (row,) = rows({})
    assert isinstance(row, ReadRow)
    assert (row.iso3, row.from_iso3, row.session, row.cycle) == ("KHM", "PER", 18, 2)
    assert (row.symbol, row.number, row.response, row.source_response) == (
        "A/HRC/26/16",
        "118.12",
        "supported",
        "Supported",
    )
    assert row.sdgs == ("16.2", "5.2")
    assert row.persons == ("girls", "women", "children")
    assert row.source_persons == ("Women and girls", "Children")
    assert row.raw["Goals"] == ROW["Goals"]
    assert row.warnings == ()


def test_a_target_may_be_a_number_or_text_and_a_goal_may_stand_alone(rows: ReadRows) -> None:
    number, letter, none, goal = rows(
        {"Goals": "5. Gender equality", "Targets": 5.2},
        {"Goals": "16. Peace, justice and strong institutions", "Targets": "16.a"},
        {"Goals": "No SDG link identified", "Targets": ""},
        {"Goals": "4. Quality education", "Targets": ""},
    )
    found = [row.sdgs for row in (number, letter, none, goal) if isinstance(row, ReadRow)]
    assert found == [("5.2",), ("16.a",), (), ("4",)]


@pytest.mark.parametrize(
    ("state", "year", "document", "session"),
    [
        ("Algeria", "2008 Cycle 1", "Source:A/HRC/8/29|69.1|", 1),
        ("Switzerland", "2008 Cycle 1", "Source:A/HRC/8/41|57.1|", 2),
        ("Cuba", "2013 Cycle 2", "Source:A/HRC/24/16|170.4|", 16),
    ],
)
def test_the_session_comes_from_the_state_and_the_symbol(
    rows: ReadRows, state: str, year: str, document: str, session: int
) -> None:
    (row,) = rows({"Recommendation": state, "field_year": year, "Document": document})
    assert isinstance(row, ReadRow)
    assert row.session == session


def test_a_report_that_is_not_of_this_state_s_review_refuses_the_row(rows: ReadRows) -> None:
    other, cycle, none = rows(
        {"Document": "Source:A/HRC/25/16|118.12|"}, {"field_year": "2014 Cycle 1"}, {"Document": "Source: see below"}
    )
    assert all(isinstance(row, RefusedRow) for row in (other, cycle, none))
    assert isinstance(other, RefusedRow)
    assert "session 25 of the Council" in other.reason


def test_a_paragraph_of_the_dialogue_is_no_number(rows: ReadRows) -> None:
    missing, dialogue, plain, first_cycle = rows(
        {"Document": "Source:A/HRC/26/16"},
        {"Recommendation": "Algeria", "field_year": "2012 Cycle 2", "Document": "Source:A/HRC/21/13|82.6|"},
        {"Document": "Source:A/HRC/26/16|56|"},
        {"field_year": "2009 Cycle 1", "Document": "Source:A/HRC/13/4|41|"},
    )
    found = [row.number for row in (missing, dialogue, plain, first_cycle) if isinstance(row, ReadRow)]
    assert found == ["", "", "", ""]
    assert isinstance(dialogue, ReadRow)
    assert "not the recommendations'" in dialogue.warnings[0]


def test_what_is_not_known_is_left_out_and_said(rows: ReadRows) -> None:
    (row,) = rows({"Keywords": "MigrantsMartians", "Targets": "18.9", "Document": "Source:A/HRC/26/16OLD|118.12|"})
    assert isinstance(row, ReadRow)
    assert row.persons == ("migrants",)
    assert [word for word in ("Martians", "18.9", "OLD") if any(word in each for each in row.warnings)] == [
        "Martians",
        "18.9",
        "OLD",
    ]


def test_letters_that_the_source_lost_are_kept_and_said(rows: ReadRows) -> None:
    (row,) = rows({"Tekst": "Read the l\ufffdse-majest\ufffd laws again"})
    assert isinstance(row, ReadRow)
    assert "\ufffd" in row.text
    assert "lost" in row.warnings[0]


def test_other_bodies_are_passed_over_and_counted(rows: ReadRows) -> None:
    (row,) = rows({"Mechanism": "(Committee against Torture)"})
    assert row == SkippedRow(row=2, why="Committee against Torture")


def test_a_row_that_lacks_a_state_or_text_is_refused(rows: ReadRows) -> None:
    found = rows({"Recommendation": "Atlantis"}, {"Tekst": " "}, {"Recommending state": ""}, {"Response": "Perhaps"})
    assert all(isinstance(row, RefusedRow) for row in found)


def test_other_columns_refuse_the_file(rows: ReadRows) -> None:
    with pytest.raises(RefusedFile, match="no column “Colour”"):
        rows({}, header=[*HEADER[:-1], "Colour"])
    with pytest.raises(RefusedFile, match="not the header"):
        rows({}, header=[f"c{at}" for at in range(13)])


def test_the_file_is_recognised_by_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "anything"
    path.write_bytes(write_xlsx(HEADER, [[ROW.get(name, "") for name in HEADER]]))
    assert recognise_source(path) == "dihr"


def test_the_real_export_is_read_whole(shared: Path) -> None:
    found = [
        row
        for name in ("cycle1.xlsx", "cycle2-sessions13-18-21-24.xlsx")
        for row in read("dihr", shared / "data" / "dihr-explorer" / name)
    ]
    kept = [row for row in found if isinstance(row, ReadRow)]
    assert len(found) == len(kept) == 45_740
    assert {row.session for row in kept} == {*range(1, 19), 21, 22, 23, 24}
    assert {row.session for row in kept if row.symbol.startswith("A/HRC/8/")} == {1, 2}
    told = Counter(warning for row in kept for warning in row.warnings)
    assert not [warning for warning in told if "not known" in warning]
    assert not [row for row in kept if row.number and row.symbol in ("A/HRC/21/13", "A/HRC/25/7", "A/HRC/10/69")]
    assert all("." in row.number for row in kept if row.number)
