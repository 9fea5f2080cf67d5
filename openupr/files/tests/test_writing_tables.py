"""Tables that leave open everywhere, run nothing and tell nothing about who made them."""

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from openupr.files.cells import Cell, safe_cell
from openupr.files.spreadsheet import open_spreadsheet
from openupr.files.tables import write_csv, write_xlsx

HEADER = ["State", "Text", "Session"]
ROWS: list[list[Cell]] = [["Côte d’Ivoire", 'Say "no"; then\nact', 6], ["សិទ្ធិ", "", None], ["Peru", "plain", 2.5]]
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1", "＝1", "|calc", '=HYPERLINK("x")']


def test_a_csv_reads_back_as_it_was_written() -> None:
    data = b"".join(write_csv(HEADER, ROWS))
    assert data.startswith(b"\xef\xbb\xbfState,Text,Session\r\n")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert read == [HEADER, ["Côte d’Ivoire", 'Say "no"; then\nact', "6"], ["សិទ្ធិ", "", ""], ["Peru", "plain", "2.5"]]


def test_a_long_csv_comes_in_pieces() -> None:
    pieces = list(write_csv(["n"], ([number] for number in range(1600))))
    assert len(pieces) == 4
    assert b"".join(pieces).count(b"\r\n") == 1601


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_runs_as_a_formula_in_a_csv(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    data = b"".join(write_csv(["a"], [[text]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(data, newline="")))[1] == [f"'{text}"]


@pytest.mark.parametrize("between", [";", "\t"])
def test_no_formula_begins_where_another_language_divides_a_line(between: str) -> None:
    """A spreadsheet program in French or German begins a cell after each semicolon."""
    assert safe_cell(f"a{between}=1+1") == f"a{between}'=1+1"
    assert safe_cell(f"a{between} b - c") == f"a{between} b - c"


@pytest.mark.parametrize("value", [-5, 2.5, "a-b", "1+1", "", "it’s = that"])
def test_harmless_values_stay_as_they_are(value: Cell) -> None:
    assert safe_cell(value) == value


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_runs_as_a_formula_in_a_workbook_and_none_is_altered(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(["a"], [[text]])))
    cell = book["Rows"]["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


def test_a_workbook_reads_back_with_what_it_is_about(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    data = write_xlsx(HEADER, ROWS, about=[("Source", "UPR Info"), ("Rows", 3), ("Whole", True)])
    path.write_bytes(data)
    book = openpyxl.load_workbook(path)
    assert [[cell.value for cell in row] for row in book["Rows"].iter_rows()] == [
        HEADER,
        ["Côte d’Ivoire", 'Say "no"; then\nact', 6],
        ["សិទ្ធិ", None, None],
        ["Peru", "plain", 2.5],
    ]
    assert [[cell.value for cell in row] for row in book["About"].iter_rows()] == [
        ["Source", "UPR Info"],
        ["Rows", 3],
        ["Whole", True],
    ]
    assert book["Rows"].freeze_panes == "A2"
    assert book["Rows"].auto_filter.ref == "A1:C4"
    path.write_bytes(write_xlsx(HEADER, ROWS))
    assert [cells[0] for _, cells in open_spreadsheet(path)] == ["State", "Côte d’Ivoire", "សិទ្ធិ", "Peru"]


def test_a_workbook_without_rows_is_still_one() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(["only", "a", "header"], [])))
    assert [cell.value for cell in book["Rows"][1]] == ["only", "a", "header"]


def test_the_same_rows_give_the_same_bytes_and_nobody_is_named() -> None:
    first, second = (write_xlsx(HEADER, ROWS, about=[("Source", "UPR Info")]) for _ in range(2))
    assert first == second
    archive = zipfile.ZipFile(io.BytesIO(first))
    assert not [name for name in archive.namelist() if name.startswith("docProps")]
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_characters_that_a_workbook_cannot_hold_are_left_out() -> None:
    text = "a\x00b\x1bc\ud800d\ufffee < & > \r\n f"
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(["a"], [[text], ["x" * 40_000]])))
    assert book["Rows"]["A2"].value == "abcde < & > \r\n f"
    assert len(book["Rows"]["A3"].value) == 32_767


def test_columns_beyond_z_have_their_letters() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx([str(n) for n in range(1, 705)], [])))
    assert (book["Rows"]["Z1"].value, book["Rows"]["AA1"].value, book["Rows"]["AAB1"].value) == ("26", "27", "704")
