"""Whatever is wrong with a table is said in one clear sentence, and nothing of it is read."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from openupr.files import limits, own_process, workbook
from openupr.files.refusal import RefusedFile
from openupr.files.spreadsheet import open_spreadsheet
from openupr.files.tests.ready_readers import started_anew
from openupr.files.tests.workbooks import (
    compound,
    shown_often,
    with_part,
    xls,
    xls_error,
    xls_formula,
    xls_stream,
    xlsx,
)

GOOD_XLS = xls([["a", "b"]] + [["word " * 50, number] for number in range(300)])
GOOD_XLSX = xlsx([["a", "b"], ["1", "2"]])
SHEET = "xl/worksheets/sheet1.xml"


Refuse = Callable[[bytes], str]


@pytest.fixture
def refused(tmp_path: Path) -> Refuse:
    def refuse(data: bytes) -> str:
        path = tmp_path / "table.csv"
        path.write_bytes(data)
        with pytest.raises(RefusedFile) as refusal:
            open_spreadsheet(path)
        sentence = str(refusal.value)
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert len(sentence) < 300
        return sentence

    return refuse


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"\n\n,,\n", "no rows"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n....", "a picture"),
        (b"\xef\xbb\xbf <!DOCTYPE html><html>", "a web page"),
        (b"<HTML><body>", "a web page"),
        (b"\x1f\x8b\x08....", "a packed file"),
        (b"PK\x03\x04 nonsense", "damaged or cut off"),
        ("a,b\n1,2\n".encode("utf-16"), "UTF-16"),
        ("a,b\n1,2\n".encode("utf-16-le"), "U+0000"),
        (b"a,b\n1,\x002\n", "Row 2 holds U+0000"),
        (b"a,b\n1,\x1b[31m\n", "Row 2 holds U+001B"),
        ("a,b\nlost \ufffd,2\n".encode(), "Row 2 holds “\ufffd” (U+FFFD)"),
        (b'a,b\n1,"never closed\n2,3\n', "row 2 and never closed"),
        (b'a,b\n"closed"too soon,2\n', "Row 2 cannot be taken apart"),
        (b"a,b\n" + b"x" * (limits.MAX_CELL + 1) + b",2\n", "Row 2 holds a cell of more than"),
        (b"a,b\n" + b"x" * 10_000_000 + b",2\n", "Row 2 holds a cell of more than"),
        (b"," * 300 + b"x\n", "columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_table_is_refused(refused: Refuse, data: bytes, what: str) -> None:
    assert what in refused(data)


WESTERN = ["Le régime de Hissène", "Ratify the Convención", "für alle", "vis-à-vis", "the “best” way – or not"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [(encoding, text) for encoding in ("cp1252", "latin-1") for text in WESTERN[:4]]
    + [("cp1252", text) for text in ("Côte d’Ivoire", "the workers’ rights", "women’s rights", WESTERN[4])]
    + [("cp1252", text) for text in ("État", "Île", "naïve", "Óscar", "• one", "and so on…", "§ 5", "€ 100", "Øst")]
    + [("cp1250", "für alle"), ("cp1251", "права человека"), ("cp437", "für alle"), ("gb18030", "人权")],
)
def test_another_encoding_is_recognised_and_the_row_named(refused: Refuse, encoding: str, text: str) -> None:
    data = f"State,Text\nPeru,fine\nChad,{text}\n".encode(encoding)
    assert "Row 3 holds" in refused(data)


def test_utf8_that_was_read_as_something_else_and_saved_is_recognised(refused: Refuse) -> None:
    assert "“Ã©”" in refused("a\nrÃ©gime\n".encode())
    assert "“√©”" in refused("a\nr√©gime\n".encode())
    assert "“â€™”" in refused("a\nthe Stateâ€™s\n".encode())


def one_cell(cell: str) -> bytes:
    """An XLSX workbook whose only row is this XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    return with_part(GOOD_XLSX, SHEET, sheet.encode())


def test_a_formula_whose_value_was_never_saved_is_not_read_as_nothing(refused: Refuse) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active["B2"] = "=HYPERLINK(A1)"
    output = io.BytesIO()
    book.save(output)
    assert "Cell B2 holds a formula without a value" in refused(output.getvalue())
    assert "Cell A1 holds a formula without a value" in refused(one_cell('<c r="A1"><f>1+1</f></c>'))


@pytest.mark.parametrize("cell", ['<c r="A1" t="e"><v>#N/A</v></c>', "<c t='e' r='A1'><f>1/0</f><v>#DIV/0!</v></c>"])
def test_an_error_in_place_of_a_value_is_no_text(refused: Refuse, cell: str) -> None:
    assert "Cell A1 holds an error" in refused(one_cell(cell))


def test_an_error_in_an_old_workbook_is_no_text_either(refused: Refuse) -> None:
    assert "Row 2, column 3 holds an error" in refused(xls([["a", "b"]], more=xls_error(1, 2)))
    result = xls_formula(1, 1, b"\x02\0\x07\0\0\0\xff\xff")
    assert "Row 2, column 2 holds an error" in refused(xls([["a", "b"]], more=result))


def test_a_text_kept_once_and_shown_in_ten_thousand_cells_is_counted_each_time(refused: Refuse) -> None:
    assert "characters in all" in refused(shown_often("w " * 49_000, rows=1_000, columns=11))


def test_a_locked_spreadsheet_is_refused(refused: Refuse) -> None:
    assert "password" in refused(xls([["a"]], locked=True))
    assert "password" in refused(compound({"EncryptedPackage": b"x" * 600, "EncryptionInfo": b"y"}))


def test_an_old_word_document_is_not_a_spreadsheet(refused: Refuse) -> None:
    assert "a Word document" in refused(compound({"WordDocument": b"x" * 600}))


def test_other_office_archives_are_not_spreadsheets(refused: Refuse) -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "a Word document" in refused(output.getvalue())


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_spreadsheet_that_is_cut_off_is_refused(refused: Refuse, share: float) -> None:
    assert "cut off or damaged" in refused(GOOD_XLS[: int(len(GOOD_XLS) * share)])
    assert "damaged" in refused(GOOD_XLSX[: int(len(GOOD_XLSX) * share)])


def test_the_true_export_cut_off_anywhere_is_refused(refused: Refuse, shared: Path) -> None:
    whole = (shared / "data" / "upr-info-export" / "voluntary.xls").read_bytes()
    for share in (0.1, 0.5, 0.95):
        assert "cut off or damaged" in refused(whole[: int(len(whole) * share)])


def test_records_that_break_off_inside_a_sound_box_are_refused(refused: Refuse) -> None:
    stream = xls_stream([["a", "word " * 1000]])
    assert "damaged" in refused(compound({"Workbook": stream[:-9]}))


@pytest.mark.parametrize("data", [compound({"Workbook": xls_stream([["a"]])}, circle=True), xls([["a"]])[:-1024]])
def test_what_would_end_the_process_that_reads_it_is_refused_in_this_one(refused: Refuse, data: bytes) -> None:
    assert "cut off or damaged" in refused(data)


def test_a_workbook_that_takes_too_long_is_refused(refused: Refuse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_process, "_called", started_anew)  # a reader that is ready may be quicker
    monkeypatch.setattr(workbook, "MAX_WORKBOOK_SECONDS", 0.001)
    assert "cut off or damaged" in refused(GOOD_XLSX)


def test_rows_on_a_second_worksheet_are_not_lost_in_silence(refused: Refuse) -> None:
    assert "more than one worksheet (More)" in refused(xlsx([["a"]], second_sheet=True))


def test_an_archive_that_unpacks_to_far_too_much_is_not_opened(refused: Refuse) -> None:
    bomb = with_part(GOOD_XLSX, SHEET, b"<worksheet>" + b" " * 60_000_000 + b"</worksheet>")
    assert len(bomb) < 100_000
    assert "far more than its contents" in refused(bomb)


def test_an_archive_that_lies_about_its_size_is_not_opened(refused: Refuse) -> None:
    bomb = bytearray(with_part(GOOD_XLSX, SHEET, b"x" * 5_000_000))
    claimed = bomb.rfind((5_000_000).to_bytes(4, "little"))
    bomb[claimed : claimed + 4] = (50).to_bytes(4, "little")
    assert "damaged" in refused(bytes(bomb))


def test_external_entities_are_not_read(refused: Refuse, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the source's name")
    sheet = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]><worksheet xmlns="http://schemas.openxmlformats.org/'
        'spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>'
        "</sheetData></worksheet>"
    )
    assert "declares XML entities" in refused(with_part(GOOD_XLSX, SHEET, sheet.encode()))
    assert "not written in UTF-8" in refused(with_part(GOOD_XLSX, SHEET, sheet.encode("utf-16")))


def test_a_declaration_that_lies_across_two_pieces_is_found(refused: Refuse) -> None:
    sheet = b"<!--" + b"x" * ((1 << 20) - 8) + b"--><!DOCTYPE x>"
    assert "declares XML entities" in refused(with_part(GOOD_XLSX, SHEET, sheet))


@pytest.mark.parametrize("place", ["A99999999", "XFD2", "A400001"])
def test_one_cell_far_out_does_not_make_a_table_of_millions(refused: Refuse, place: str) -> None:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert "rows or" in refused(with_part(GOOD_XLSX, SHEET, sheet.encode()))


def test_control_characters_in_a_spreadsheet_are_found_too(refused: Refuse) -> None:
    assert "Row 2 holds U+0007" in refused(xls([["a"], ["bell\a"]]))


def test_a_password_on_an_archive_is_named(refused: Refuse) -> None:
    data = bytearray(GOOD_XLSX)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 4)
    assert "password" in refused(bytes(data))


def test_nonsense_that_is_called_a_spreadsheet_is_no_spreadsheet(tmp_path: Path) -> None:
    file = tmp_path / "chosen.xls"
    file.write_bytes(bytes(range(128, 256)) * 9)
    with pytest.raises(RefusedFile, match=r"not a spreadsheet, although its name ends in \.xls"):
        open_spreadsheet(file)
