"""UPR Info's present database: pages with missing keys, nulls, several labels and unknown values."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openupr.files.refusal import RefusedFile
from openupr.recommendations.importing import ReadRow, RefusedRow, Row, SkippedRow, read

PAGE: dict[str, Any] = json.loads((Path(__file__).parent / "fixtures" / "upr_info_api_page.json").read_text())

ReadValue = Callable[[object], list[Row]]


@pytest.fixture
def rows(tmp_path: Path) -> ReadValue:
    def read_value(value: object) -> list[Row]:
        path = tmp_path / "page.json"
        path.write_text(value if isinstance(value, str) else json.dumps(value))
        return list(read("upr-info-api", path))

    return read_value


def entity(**metadata: object) -> dict[str, Any]:
    """The first entity of the page, with some of its properties replaced; None takes one away."""
    whole = copy.deepcopy(PAGE["rows"][0])
    whole["metadata"] |= metadata
    whole["metadata"] = {key: value for key, value in whole["metadata"].items() if value is not None}
    return whole


def test_a_page_is_read_entity_by_entity(rows: ReadValue) -> None:
    read_rows = rows(PAGE)
    assert [(type(row).__name__, row.row) for row in read_rows] == [
        ("ReadRow", 1),
        ("ReadRow", 2),
        ("RefusedRow", 2),
        ("ReadRow", 2),
        ("ReadRow", 3),
        ("RefusedRow", 4),
        ("RefusedRow", 5),
        ("RefusedRow", 6),
        ("ReadRow", 7),
        ("SkippedRow", 8),
    ]
    assert [(row.value, row.reason.partition(".")[0]) for row in read_rows if isinstance(row, RefusedRow)] == [
        ("Atlantis", 'No State is called "Atlantis"'),
        ("", "This row has no text"),
        ("", "This row names no State under Review"),
        ("Perhaps", 'No response is called "Perhaps"'),
    ]
    assert read_rows[-1] == SkippedRow(row=8, why="not a recommendation")


def test_every_property_of_a_recommendation_is_used(rows: ReadValue) -> None:
    (row,) = rows([PAGE["rows"][0]])
    assert isinstance(row, ReadRow)
    raw = dict(row.raw)
    assert "recommendation" not in raw["metadata"]
    assert raw["metadata"]["regional_group_sur"] == [{"value": "g1", "label": "Asia-Pacific"}]
    assert row == ReadRow(
        row=1,
        kind="recommendation",
        session=46,
        cycle=4,
        iso3="KHM",
        from_iso3="DEU",
        text=" Stop forced evictions in the capital. ",
        response="supported",
        source_response="Supported",
        action=5,
        issues=("right-to-housing", "right-to-land"),
        source_issues=("Right to housing", "Right to land"),
        sdgs=("11.1",),
        number="115.7",
        url="https://upr-info-database.uwazi.io/entity/a1b2c3d4e5",
        state_region="Asia",
        from_region="WEOG",
        from_organisations=("EU",),
        raw=raw,
        warnings=("The SDG “Not a goal” is not known here: the row entered without it.",),
    )


def test_what_is_too_long_for_a_number_or_symbol_is_none(rows: ReadValue) -> None:
    (row,) = rows([entity(paragraph=[{"value": "see the list " * 9}], symbol=[{"value": "A/HRC/" * 20}])])
    assert isinstance(row, ReadRow)
    assert (row.number, row.symbol) == ("", "")
    assert row.raw["metadata"]["paragraph"]


def test_several_recommending_states_are_a_row_each(rows: ReadValue) -> None:
    first, _, last = rows([PAGE["rows"][1]])
    assert isinstance(first, ReadRow)
    assert isinstance(last, ReadRow)
    assert (first.from_iso3, last.from_iso3) == ("PER", "TCD")
    assert (first.session, first.cycle, first.issues, first.action) == (None, 4, (), None)
    assert (first.response, first.source_response) == ("partly", "Supported, Noted")


def test_what_is_missing_stays_empty_and_an_answer_may_still_come(rows: ReadValue) -> None:
    (row,) = rows([PAGE["rows"][2]])
    assert isinstance(row, ReadRow)
    assert (row.iso3, row.from_iso3, row.session, row.cycle) == ("VNM", "NOR", 46, 4)
    assert (row.response, row.source_response, row.url) == ("pending", "", "")


def test_a_pledge_of_the_state_itself_is_told_apart(rows: ReadValue) -> None:
    (by_property,) = rows([PAGE["rows"][6]])
    (by_response,) = rows([entity(response=[{"label": "Voluntary Pledge"}])])
    assert isinstance(by_property, ReadRow)
    assert isinstance(by_response, ReadRow)
    assert (by_property.kind, by_property.from_iso3, by_property.response) == ("pledge", "PER", "")
    assert (by_response.kind, by_response.from_iso3, by_response.response) == ("pledge", "KHM", "")


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ({"session": None, "cycle": None}, "names neither session nor cycle"),
        ({"session": [{"label": "May 2024"}]}, "names no session of the review"),
        ({"session": [{"label": "45"}, {"label": "46"}]}, "more than one session"),
        ({"session": None, "cycle": [{"label": "last"}]}, "names no cycle of the review"),
        ({"state_under_review": [{"label": "Peru"}, {"label": "Chad"}]}, "more than one State under Review"),
        ({"state_under_review": [{"value": "9f8e7d"}]}, 'No State is called "9f8e7d"'),
        ({"issues": [{"label": "Right to laugh"}]}, 'is called "Right to laugh"'),
        ({"action_category": [{"label": "9 - Heroic action"}]}, "No action category is called"),
        ({"recommendation": [{"value": "x" * 100_001}]}, "more than 100,000 characters"),
        ({"comments": [{"value": "nul \0"}]}, "holds U+0000"),
        ({"comments": [{"value": "half \ud800"}]}, "holds U+D800"),
    ],
)
def test_a_row_that_is_not_understood_is_refused_and_says_why(
    rows: ReadValue, metadata: dict[str, object], reason: str
) -> None:
    good, refused = rows([entity(), entity(**metadata)])
    assert isinstance(good, ReadRow)
    assert isinstance(refused, RefusedRow)
    assert reason in refused.reason


def test_pages_lists_and_lines_hold_the_same_rows(rows: ReadValue) -> None:
    expected = rows(PAGE)
    assert rows(PAGE["rows"]) == expected
    assert rows([PAGE]) == expected
    assert rows("\n".join(json.dumps(row) for row in PAGE["rows"])) == expected
    halves = [{**PAGE, "rows": PAGE["rows"][:4]}, {**PAGE, "rows": PAGE["rows"][4:]}]
    assert rows("\n".join(json.dumps(half) for half in halves)) == expected


@pytest.mark.parametrize(
    ("metadata", "review"),
    [
        ({"response": [{"label": "Perhaps"}]}, ("KHM", 32, 3)),
        ({"state_under_review": [{"label": "Camboja"}]}, ("", 32, 3)),
        ({"response": [{"label": "Perhaps"}], "session": None, "cycle": [{"label": "Cycle 3"}]}, ("KHM", None, 3)),
        ({"session": [{"label": "soon"}], "cycle": None}, ("KHM", None, None)),
        ({"recommending_state": [{"label": "Atlantis"}]}, ("KHM", 32, 3)),
    ],
)
def test_a_refused_row_tells_its_review_as_far_as_it_can_be_read(
    rows: ReadValue, metadata: dict[str, object], review: tuple[str, int | None, int | None]
) -> None:
    cambodia = {"state_under_review": [{"label": "Cambodia"}], "session": [{"label": "32 - January 2019"}]}
    (refused,) = rows([entity(**(cambodia | metadata))])
    assert isinstance(refused, RefusedRow)
    assert refused.review == review


def test_a_new_property_of_the_field_is_kept_and_a_strange_one_refuses_the_file(rows: ReadValue) -> None:
    (row,) = rows([entity(implementation_status=[{"label": "Ongoing"}])])
    assert isinstance(row, ReadRow)
    assert row.raw["metadata"]["implementation_status"] == [{"label": "Ongoing"}]
    with pytest.raises(RefusedFile, match="no property “blood_pressure”"):
        rows([entity(blood_pressure=[{"value": 120}])])


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ([], "holds no recommendation"),
        ({"rows": []}, "holds no recommendation"),
        ({"error": "bad query", "prettyMessage": "Illegal filter"}, "an error of the database: Illegal filter."),
        ([1, 2], "its first record has neither"),
        ([{"name": "Ada"}], "neither “metadata” nor “rows”"),
        (json.dumps(PAGE)[:-20], "is cut off in the middle"),
        ("<html></html>", "a web page"),
    ],
)
def test_what_is_no_page_is_refused(rows: ReadValue, value: object, sentence: str) -> None:
    with pytest.raises(RefusedFile) as refusal:
        rows(value)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize("odd", [None, [], "text", 7, {"recommendation": 7}, {"recommendation": [[[]]]}])
def test_an_entity_of_another_shape_is_skipped(rows: ReadValue, odd: object) -> None:
    assert isinstance(rows([{"metadata": odd}])[0], SkippedRow | RefusedRow)


def test_links_lead_to_where_the_page_came_from(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_text(json.dumps([entity()]))
    (row,) = read("upr-info-api", path, url="https://mirror.example.org/api/search?types=x")
    assert isinstance(row, ReadRow)
    assert row.url == "https://mirror.example.org/entity/a1b2c3d4e5"


def test_a_stray_record_among_good_ones_is_refused_alone(rows: ReadValue) -> None:
    read = rows({"rows": [entity(), None, 5, entity()]})
    assert [row.value for row in read if isinstance(row, RefusedRow)] == ["None", "5"]
    assert len([row for row in read if isinstance(row, ReadRow)]) == 2
