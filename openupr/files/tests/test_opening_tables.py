"""A table opens the same whatever program wrote it."""

import codecs
import struct
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from openupr.files.refusal import RefusedFile
from openupr.files.spreadsheet import open_spreadsheet
from openupr.files.tests.workbooks import Value, with_part, xls, xls_formula, xlsx

ROWS: list[list[Value]] = [
    ["State", "Text", "Session"],
    ["Haïti", "Protège, “vite”\nsans délai ", 5.0],
    ["Peru", "Act", 12.0],
]
READ = [
    (1, ["State", "Text", "Session"]),
    (2, ["Haïti", "Protège, “vite”\nsans délai ", "5"]),
    (3, ["Peru", "Act", "12"]),
]
CSV = 'State,Text,Session\nHaïti,"Protège, “vite”\nsans délai ",5\nPeru,Act,12\n'


Open = Callable[[bytes], list[tuple[int, list[str]]]]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    def open_bytes(data: bytes) -> list[tuple[int, list[str]]]:
        # The name says nothing true: the form is recognised by content.
        path = tmp_path / "table.pdf"
        path.write_bytes(data)
        return list(open_spreadsheet(path))

    return open_bytes


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(CSV.encode(), id="CSV in UTF-8"),
        pytest.param(codecs.BOM_UTF8 + CSV.encode(), id="CSV in UTF-8 with a byte-order mark"),
        pytest.param(CSV.encode("mac_roman"), id="CSV in Mac Roman"),
        pytest.param(CSV.replace(",", ";").replace("Protège;", "Protège,").encode(), id="CSV with semicolons"),
        pytest.param(xls(ROWS), id="XLS"),
        pytest.param(xlsx(ROWS), id="XLSX"),
    ],
)
def test_the_same_table_is_read_from_every_form(opened: Open, data: bytes) -> None:
    assert opened(data) == READ


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_csv_may_end_its_lines_in_three_ways(opened: Open, end: str) -> None:
    assert opened(end.join(["a,b", "1,2", "3,4", ""]).encode()) == [(1, ["a", "b"]), (2, ["1", "2"]), (3, ["3", "4"])]


def test_empty_rows_are_passed_over_and_still_counted(opened: Open) -> None:
    assert opened(b"a,b\n\n,,\n1,2\n\n\n") == [(1, ["a", "b"]), (4, ["1", "2"])]
    assert opened(xlsx([["a"], [None], ["1"], [None]])) == [(1, ["a"]), (3, ["1"])]
    assert opened(xls([["a"], [None], ["1"]])) == [(1, ["a"]), (3, ["1"])]


def test_numbers_read_as_people_see_them(opened: Open) -> None:
    rows = [[5.0, 2.5, -3.0, 1e21]]
    assert opened(xls(rows)) == [(1, ["5", "2.5", "-3", "1e+21"])]
    assert opened(xlsx(rows))[0][1][:3] == ["5", "2.5", "-3"]


def test_text_that_looks_like_a_formula_is_text_when_it_was_typed_as_text(opened: Open, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=not one"
    book.active["A1"].data_type = "s"
    book.save(tmp_path / "text.xlsx")
    assert opened((tmp_path / "text.xlsx").read_bytes()) == [(1, ["=not one"])]


def test_the_value_of_a_formula_is_read_and_the_formula_is_not(opened: Open) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"ab"</f><v>ab</v></c><c r="C1" t="str"><f>""</f><v/></c>'
        '<c r="D1"><v>4</v></c></row></sheetData></worksheet>'
    )
    assert opened(with_part(xlsx([["x"]]), "xl/worksheets/sheet1.xml", sheet.encode())) == [(1, ["2", "ab", "", "4"])]
    two = xls_formula(1, 1, struct.pack("<d", 2.0))
    assert opened(xls([["a", "b"]], more=two)) == [(1, ["a", "b"]), (2, ["", "2"])]


def test_a_table_that_begins_further_right_and_down_keeps_its_columns(opened: Open) -> None:
    rows: list[list[Value]] = [[None, None], [None, "a", "b"], [None, None, "1"]]
    read = [(2, ["", "a", "b"]), (3, ["", "", "1"])]
    assert opened(xlsx(rows)) == read
    assert opened(xls(rows)) == read


def test_khmer_and_arabic_are_as_welcome_as_english(opened: Open) -> None:
    assert opened("a\nសិទ្ធិ\u200bដីធ្លី\nحقوق الإنسان\n".encode()) == [
        (1, ["a"]),
        (2, ["សិទ្ធិ\u200bដីធ្លី"]),
        (3, ["حقوق الإنسان"]),
    ]


def test_the_true_export_opens_in_both_forms_alike(shared: Path) -> None:
    folder = shared / "data" / "upr-info-export"
    from_csv = [cells for _, cells in open_spreadsheet(folder / "1-5.csv")][1:]
    from_xls = [cells for _, cells in open_spreadsheet(folder / "1-5.xls")][1:]
    assert len(from_csv) == 6094
    assert from_csv == from_xls


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="cannot be opened"):
        open_spreadsheet(tmp_path / "nowhere.csv")
