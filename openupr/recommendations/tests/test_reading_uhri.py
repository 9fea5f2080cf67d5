"""UHRI's bulk file: annotations of the review become rows, one for each recommending State; the rest is counted."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openupr.files.refusal import RefusedFile
from openupr.recommendations.importing import ReadRow, RefusedRow, Row, SkippedRow, read

ANNOTATION: dict[str, Any] = {
    "AffectedPersons": ["Children", "Women & girls"],
    "AnnotationId": "a9ceae8c-fe1c-40f9-a326-1529e0ab678f",
    "AnnotationType": "- Recommendations",
    "Body": "- UPR",
    "Countries": ["Cambodia"],
    "DocumentId": "41a0b08f-5a9a-4eb5-985f-05b47986ad82",
    "PublicationDate": "2019-04-05T00:00:00",
    "PublicationDateOnUhri": "2019-06-03T10:53:45.827",
    "Regions": ["Asia-Pacific"],
    "Sdgs": ["5.2 - No violence against women", "16 - Peace and justice", "Something else"],
    "Symbol": "A/HRC/41/17",
    "Text": "<p>110.12&nbsp;End <b>violence</b> at home (Peru);</p>",
    "Themes": ["Domestic violence", "- Right to health"],
    "UprCycle": "- Cycle 3",
    "UprPositions": ["- Supported"],
    "UprRecommendingCountry": ["Peru"],
    "UprRecommendingRegions": ["GRULAC"],
    "UprSession": ["- 32 - January 2019"],
}

ReadValue = Callable[[object], list[Row]]


@pytest.fixture
def rows(tmp_path: Path) -> ReadValue:
    def read_value(value: object) -> list[Row]:
        path = tmp_path / "export.json"
        path.write_text(value if isinstance(value, str) else json.dumps(value))
        return list(read("uhri", path))

    return read_value


def annotation(**fields: object) -> dict[str, Any]:
    """The annotation with some fields replaced; None stands for null."""
    return ANNOTATION | fields


def test_an_annotation_of_the_review_is_read_with_all_its_fields(rows: ReadValue) -> None:
    (row,) = rows([ANNOTATION])
    assert row == ReadRow(
        row=1,
        kind="recommendation",
        session=32,
        cycle=3,
        iso3="KHM",
        from_iso3="PER",
        text="110.12 End violence at home (Peru);",
        response="supported",
        source_response="Supported",
        issues=row.issues if isinstance(row, ReadRow) else (),
        source_issues=("Domestic violence", "Right to health"),
        themes=("domestic-violence", "right-to-health"),
        sdgs=("5.2", "16"),
        persons=("children", "girls", "women"),
        source_persons=("Children", "Women & girls"),
        number="110.12",
        symbol="A/HRC/41/17",
        url="https://uhri.ohchr.org/en/document/41a0b08f-5a9a-4eb5-985f-05b47986ad82",
        raw=ANNOTATION,
        warnings=("The SDG “Something else” is not known here: the row entered without it.",),
    )
    assert "right-to-health" in row.issues


def test_a_theme_that_is_not_known_is_kept_and_told_and_an_sdg_among_the_themes_is_one(rows: ReadValue) -> None:
    themes = ["- Right to laugh\n- S16 SDG 16 - peace", "S Sustainable Development Goal implementation", "Migrants"]
    (row,) = rows([annotation(Themes=themes, AffectedPersons=["Clowns"])])
    assert isinstance(row, ReadRow)
    assert row.themes == ("Right to laugh", "sustainable-development-goals", "migrants")
    assert (row.issues, "16" in row.sdgs) == (("migrants",), True)
    assert ["“Right to laugh”" in warning for warning in row.warnings] == [False, True, False]


def test_treaty_bodies_and_special_procedures_are_skipped_and_counted_by_body(rows: ReadValue) -> None:
    others = [annotation(Body=body) for body in ("- CRC", "- SR Torture", "- CRC", None)]
    others += [annotation(Body=None, UprRecommendingCountry=[], UprPositions=[])]
    others += [annotation(AnnotationType="- Concerns/Observations")]
    read_rows = rows([*others, ANNOTATION])
    assert Counter(row.why for row in read_rows if isinstance(row, SkippedRow)) == {
        "CRC": 2,
        "SR Torture": 1,
        "no body named": 1,
        "UPR: Concerns/Observations": 1,
    }
    assert [row.row for row in read_rows if isinstance(row, ReadRow)] == [4, 7]


@pytest.mark.parametrize(
    "senders",
    [
        ["Peru", "Chad", "Peru"],
        "Peru; Chad",
        [{"id": 1, "name": "Peru"}, {"id": 2, "name": "Chad"}],
        ["- Peru", "- Chad"],
    ],
)
def test_several_recommending_states_are_a_row_each_with_one_number(rows: ReadValue, senders: object) -> None:
    assert [
        (row.row, row.from_iso3)
        for row in rows([annotation(UprRecommendingCountry=senders)])
        if isinstance(row, ReadRow)
    ] == [(1, "PER"), (1, "TCD")]


def test_several_labels_in_one_text_are_all_read(rows: ReadValue) -> None:
    (row,) = rows([annotation(Themes="- Domestic violence\n- Right to health", Sdgs="- 16 - Peace\n- 5.2 - Women")])
    assert isinstance(row, ReadRow)
    assert (row.source_issues, row.sdgs) == (("Domestic violence", "Right to health"), ("16", "5.2"))


def test_one_unknown_recommending_state_does_not_keep_the_others_out(rows: ReadValue) -> None:
    good, refused = rows([annotation(UprRecommendingCountry=["Peru", "Atlantis"])])
    assert isinstance(good, ReadRow)
    assert isinstance(refused, RefusedRow)
    assert (refused.row, refused.value) == (1, "Atlantis")
    assert refused.reason.startswith('No State is called "Atlantis".')
    assert refused.review == ("KHM", 32, 3)


@pytest.mark.parametrize(
    ("positions", "response"),
    [
        (["Supported"], "supported"),
        ("- Noted", "noted"),
        (["Supported/Noted"], "partly"),
        (["Supported", "Noted"], "partly"),
        (["Under consideration"], "pending"),
        ([], "pending"),
        (None, "pending"),
        ([{"label": "Noted"}], "noted"),
    ],
)
def test_every_position_has_its_response(rows: ReadValue, positions: object, response: str) -> None:
    (row,) = rows([annotation(UprPositions=positions)])
    assert isinstance(row, ReadRow)
    assert row.response == response


@pytest.mark.parametrize(
    ("session", "cycle", "found"),
    [
        (["36th session"], None, (36, 3)),
        ("UPR 36", "Cycle 9", (36, 3)),
        (36, None, (36, 3)),
        ([], "3rd cycle (2017-2022)", (None, 3)),
        (None, "Third cycle", (None, 3)),
        (None, 3, (None, 3)),
    ],
)
def test_the_session_is_found_in_every_label(
    rows: ReadValue, session: object, cycle: object, found: tuple[int | None, int]
) -> None:
    (row,) = rows([annotation(UprSession=session, UprCycle=cycle)])
    assert isinstance(row, ReadRow)
    assert (row.session, row.cycle) == found


def test_missing_fields_stay_empty(rows: ReadValue) -> None:
    fields = ("Body", "Text", "Countries", "UprSession")
    (row,) = rows([{key: ANNOTATION[key] for key in fields}])
    assert isinstance(row, ReadRow)
    assert (row.from_iso3, row.response, row.issues, row.symbol, row.url) == ("", "pending", (), "", "")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"Countries": ["Atlantis"]}, 'No State is called "Atlantis"'),
        ({"Countries": []}, "names no State under Review"),
        ({"Countries": ["Peru", "Chad"]}, "more than one State under Review"),
        ({"UprPositions": ["Perhaps"]}, "No response is called"),
        ({"Text": "<p>&nbsp;</p>"}, "has no text"),
        ({"Text": None}, "has no text"),
        ({"UprSession": ["May 2024"]}, "names no session"),
        ({"UprSession": None, "UprCycle": None}, "neither session nor cycle"),
        ({"Text": "x" * 100_001}, "more than 100,000 characters"),
        ({"Symbol": "A/HRC\0"}, "holds U+0000"),
    ],
)
def test_an_annotation_that_is_not_understood_is_refused(
    rows: ReadValue, fields: dict[str, object], reason: str
) -> None:
    refused, good = rows([annotation(**fields), ANNOTATION])
    assert isinstance(refused, RefusedRow)
    assert reason in refused.reason
    assert isinstance(good, ReadRow)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("<p>118.9 Act</p>", "118.9"),
        ("118.109. Act", "118.109"),
        ("Recommendation No. 4, A/HRC/46/15, para. 96: 21 Act", "96.21"),
        ("Adopt 12.5 per cent", ""),
        ("Act by 2030", ""),
    ],
)
def test_the_paragraph_is_found_at_the_beginning_of_the_text(rows: ReadValue, text: str, number: str) -> None:
    (row,) = rows([annotation(Text=text)])
    assert isinstance(row, ReadRow)
    assert row.number == number


def test_a_voluntary_commitment_is_a_pledge_of_the_state_itself(rows: ReadValue) -> None:
    (row,) = rows([annotation(AnnotationType="- Voluntary commitments", UprRecommendingCountry=[])])
    assert isinstance(row, ReadRow)
    assert (row.kind, row.from_iso3, row.response) == ("pledge", "KHM", "")


def test_a_strange_field_refuses_the_file_and_a_new_one_of_the_field_is_kept(rows: ReadValue) -> None:
    (row,) = rows([annotation(DocumentTitle="Report")])
    assert isinstance(row, ReadRow)
    assert row.raw["DocumentTitle"] == "Report"
    with pytest.raises(RefusedFile, match="no property “BloodPressure”"):
        rows([annotation(BloodPressure=120)])


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ([], "holds no annotation"),
        ([{"name": "Ada"}], "its first record has none of the fields"),
        (json.dumps([ANNOTATION, ANNOTATION])[:-30], "is cut off in the middle (after record 1)"),
        ("State,Text\nPeru,x\n", "is not JSON"),
    ],
)
def test_what_is_not_the_bulk_file_is_refused(rows: ReadValue, value: object, sentence: str) -> None:
    with pytest.raises(RefusedFile) as refusal:
        rows(value)
    assert sentence in str(refusal.value)


def test_a_stray_record_among_good_ones_is_refused_alone(rows: ReadValue) -> None:
    read = rows([ANNOTATION, None, ANNOTATION])
    refused = [row for row in read if isinstance(row, RefusedRow)]
    assert [(row.row, row.value) for row in refused] == [(2, "None")]
    assert len(read) > len(refused)
