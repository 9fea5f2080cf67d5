"""UPR Info's export is read column by column; what is not understood is refused with its value and the reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from openupr.files.refusal import RefusedFile
from openupr.files.tests.workbooks import xls, xlsx
from openupr.recommendations.importing import ReadRow, RefusedRow, Row, read

_ANSWER = ["Response", "Action", "Issue", "Session"]
CSV_HEADER = ["To", "To-Rgrp", "To-Org", "Text", "From", "From-Rgrp", "From-Org", *_ANSWER]
XLS_HEADER = ["SuR", "Rgrp", "Org", "Recommendation", "RS", "Rgrp", "Org", *_ANSWER]
ROW = ["Cambodia", "Asia", "ASEAN, OIF", " Protect land.", "Côte d'Ivoire", "Africa", "AU, OIC, AU", "Noted"]
ROW += [4.0, "Right to land,Minorities", 18.0]

Read = Callable[[bytes], list[Row]]


@pytest.fixture
def rows(tmp_path: Path) -> Read:
    def read_bytes(data: bytes) -> list[Row]:
        path = tmp_path / "export"
        path.write_bytes(data)
        return list(read("upr-info", path))

    return read_bytes


def csv_of(*rows: list[object], header: list[str] = CSV_HEADER) -> bytes:
    cells = [header, *[[f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]]
    return "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells).encode()


def changed(**cells: object) -> list[object]:
    return [cells.get(name.replace("-", "_"), cell) for name, cell in zip(CSV_HEADER, ROW, strict=True)]


def test_a_row_is_read_with_its_values_beside_the_normalised_ones(rows: Read) -> None:
    assert rows(csv_of(ROW)) == [
        ReadRow(
            row=2,
            kind="recommendation",
            session=18,
            cycle=2,
            iso3="KHM",
            from_iso3="CIV",
            text=" Protect land.",
            response="noted",
            source_response="Noted",
            action=4,
            issues=("right-to-land", "minorities"),
            source_issues=("Right to land", "Minorities"),
            state_region="Asia",
            state_organisations=("ASEAN", "OIF"),
            from_region="Africa",
            from_organisations=("AU", "OIC"),
            raw={
                "To": "Cambodia",
                "To-Rgrp": "Asia",
                "To-Org": "ASEAN, OIF",
                "From": "Côte d'Ivoire",
                "From-Rgrp": "Africa",
                "From-Org": "AU, OIC, AU",
                "Response": "Noted",
                "Action": "4",
                "Issue": "Right to land,Minorities",
                "Session": "18",
            },
        )
    ]


def test_both_dialects_in_every_form_are_the_same_rows(rows: Read) -> None:
    text = csv_of(ROW)
    expected = rows(text)
    forms = [text.decode().encode("mac_roman"), b"\xef\xbb\xbf" + text, text.replace(b"\n", b"\r")]
    forms += [make([header, ROW]) for make in (xls, xlsx) for header in (CSV_HEADER, XLS_HEADER)]
    forms += [csv_of(ROW, header=XLS_HEADER)]
    for data in forms:
        assert rows(data) == expected


def test_a_voluntary_pledge_has_no_response_and_is_the_states_own(rows: Read) -> None:
    (pledge,) = rows(csv_of(changed(Response="Voluntary Pledge", From="Cambodia")))
    assert isinstance(pledge, ReadRow)
    assert (pledge.kind, pledge.response, pledge.source_response) == ("pledge", "", "Voluntary Pledge")
    assert pledge.from_iso3 == "KHM"


@pytest.mark.parametrize("label", ["&#40;Unknown&#41;", "(Unknown)"])
def test_an_unknown_recommending_state_is_known_to_be_unknown(rows: Read, label: str) -> None:
    (row,) = rows(csv_of(changed(From=label, From_Rgrp=label, From_Org=label)))
    assert isinstance(row, ReadRow)
    assert (row.from_iso3, row.from_region, row.from_organisations) == ("", "", ())
    assert row.raw["From"] == label


def test_an_observer_is_a_region_of_the_export(rows: Read) -> None:
    (row,) = rows(csv_of(changed(From="Holy See", From_Rgrp="Observer", From_Org="")))
    assert isinstance(row, ReadRow)
    assert (row.from_iso3, row.from_region, row.from_organisations) == ("VAT", "Observer", ())


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("To", "Camboda", 'No State is called "Camboda". Nearest: Cambodia'),
        ("To", "(Unknown)", "No State is called"),
        ("From", "Atlantis", 'No State is called "Atlantis".'),
        ("Response", "Perhaps", "No response is called"),
        ("Response", "", "This row names no response."),
        ("To", " ", "This row names no State under Review."),
        ("From", "", "This row names no recommending State."),
        ("Action", "6", "No action category is called"),
        ("Issue", "Minorities,Right to laugh", 'is called "Right to laugh"'),
        ("Session", "0", "There is no session 0"),
        ("Session", "99", "There is no session 99"),
        ("Session", "eighteen", "“eighteen” is not the number of a session."),
        ("Text", " \n ", "This row has no text."),
        ("To_Rgrp", "Oceania", "No regional group is called"),
        ("From_Org", "OIC, XYZ", 'is called "XYZ"'),
    ],
)
def test_a_row_with_an_unknown_value_is_refused_and_the_others_enter(
    rows: Read, column: str, value: str, reason: str
) -> None:
    first, refused, last = rows(csv_of(ROW, changed(**{column: value}), ROW))
    assert isinstance(first, ReadRow)
    assert isinstance(last, ReadRow)
    assert isinstance(refused, RefusedRow)
    assert refused.row == 3
    assert reason in refused.reason
    assert refused.value.strip() in value


def test_a_row_with_too_many_cells_is_refused(rows: Read) -> None:
    refused = rows(csv_of(ROW, [*ROW, "left over"]))[1]
    assert refused == RefusedRow(row=3, value="left over", reason="This row has 12 cells, the header 11.")


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ([*CSV_HEADER, "Comment"], "UPR Info's export has no column “Comment”."),
        (CSV_HEADER[:-1], "The column “Session” is missing."),
        ([*CSV_HEADER[:-1], "Sesion"], "UPR Info's export has no column “Sesion”. “Session” is missing."),
        ([*CSV_HEADER[1:], "To"], "Column 1 is “To-Rgrp” where UPR Info's export has “To”."),
        ([name.lower() for name in CSV_HEADER], "The first row is not the header of UPR Info's export"),
        (["Name", "Age"], "The first row is not the header of UPR Info's export"),
        ([*XLS_HEADER[:5], *XLS_HEADER[6:]], "The column “Rgrp” is missing."),
    ],
)
def test_another_header_refuses_the_file_and_names_the_column(rows: Read, header: list[str], sentence: str) -> None:
    with pytest.raises(RefusedFile) as refusal:
        rows(csv_of(ROW[: len(header)], header=header))
    assert sentence in str(refusal.value)


def test_a_header_without_rows_refuses_the_file(rows: Read) -> None:
    with pytest.raises(RefusedFile, match="no rows below"):
        rows(csv_of())


def test_a_row_that_repeats_is_read_as_often_as_it_stands(rows: Read) -> None:
    assert [row.row for row in rows(csv_of(ROW, ROW))] == [2, 3]


def test_an_unknown_source_has_no_reader(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        read("hearsay", tmp_path)
