"""Reads the worksheets of an XLS or XLSX workbook: what the process of `workbook.py` runs.

The values of formulas are read, as a spreadsheet program last saved them; no formula is evaluated.
"""

import datetime
import io
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

import python_calamine

from openupr.files.archive import open_archive
from openupr.files.kind import names_stream, recognise
from openupr.files.limits import MAX_COLUMNS, MAX_ROWS, TableLimits
from openupr.files.refusal import RefusedFile
from openupr.files.rows import Numbered, RowsWithin

_DAMAGED = "This spreadsheet is cut off or damaged and cannot be read. Download or copy it again."
_LOCKED = "This spreadsheet is locked with a password. Save it without a password and try again."
_NOT_A_TABLE = {
    "xl/workbook.bin": "a binary workbook (XLSB)",
    "word/": "a Word document",
    "ppt/": "a presentation",
    "content.xml": "an OpenDocument file",
}

# The library reads an error, and a formula without a saved value, as an empty cell: both are looked
# for here.
_ERROR_MARKS = (b't="e"', b"t='e'")
_XLSX_ERROR = re.compile(rb"""<(?:\w+:)?c\b[^<>]*\bt=["']e["'][^<>]*>""")
_FORMULA_MARKS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
_XLSX_NO_VALUE = re.compile(
    rb"""<(?:\w+:)?c\b(?![^<>]*\bt=["']str["'])[^<>]*>\s*"""
    rb"<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\b[^<>]*(?:/>|></(?:\w+:)?v>)\s*)?</(?:\w+:)?c>"
)
_PLACE = re.compile(rb"""\br=["'](\w+)""")
# [MS-XLS] 2.4.117: FilePass stands right after the beginning of the workbook. 2.4.24 BoolErr and
# 2.4.127 Formula: row, column and format, then a value that is an error.
_XLS_LOCK = re.compile(rb"\x09\x08[\x08\x10]\x00(?:.{8}){1,2}(?:\x86\x00\x00\x00)?\x2f\x00[\x04-\xff]\x00", re.DOTALL)
_CODE = rb"[\x00\x07\x0f\x17\x1d\x24\x2a\x2b]"
_XLS_ERROR = re.compile(
    rb"\x05\x02\x08\x00(..)(..).." + _CODE + rb"\x01|\x06\x00..(..)(..)..\x02." + _CODE + rb"...\xff\xff", re.DOTALL
)


def rows_of(data: bytes, limits: TableLimits) -> list[Numbered]:
    """The rows of the first worksheet. Raises RefusedFile; a hostile file may end the process."""
    return RowsWithin(limits).numbered(first_worksheet(data))


def named_rows_of(data: bytes, limits: TableLimits) -> list[tuple[str, list[Numbered]]]:
    """The name and the rows of each worksheet that has any.

    Raises RefusedFile; a hostile file may end the process.
    """
    reading = RowsWithin(limits)
    sheets = [(str(sheet.name), reading.numbered(_rows(sheet))) for sheet in _worksheets(data)]
    return [(name, rows) for name, rows in sheets if rows]


def first_worksheet(data: bytes) -> Iterator[list[str]]:
    """The cells of the first worksheet as text, row by row.

    Raises RefusedFile; a hostile file may end the process.
    """
    sheets = _worksheets(data)
    filled = [sheet.name for sheet in sheets[1:] if any(map(any, _rows(sheet)))]
    if filled:
        raise RefusedFile(f"This spreadsheet has rows on more than one worksheet ({', '.join(filled)[:80]}); keep one.")
    return _rows(sheets[0])


def _worksheets(data: bytes) -> list[Any]:
    if recognise(data[:512])[0] == "zip":
        _look_through_xlsx(data)
    else:
        _look_through_xls(data)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        sheets = [
            book.get_sheet_by_index(number)
            for number, sheet in enumerate(book.sheets_metadata)
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
    except python_calamine.PasswordError as error:
        raise RefusedFile(_LOCKED) from error
    except python_calamine.CalamineError as error:
        raise RefusedFile(_what_else(data)) from error
    if not sheets:
        raise RefusedFile("This spreadsheet has no worksheet.")
    return sheets


def _look_through_xlsx(data: bytes) -> None:
    with open_archive(io.BytesIO(data)) as archive:
        names = archive.namelist()
        what = next((what for part, what in _NOT_A_TABLE.items() if any(name.startswith(part) for name in names)), None)
        if what or not any(name.startswith("xl/") for name in names):
            raise RefusedFile(f"This is {what or 'an archive (ZIP)'}, not a spreadsheet. Save it as XLSX or CSV.")
        for part in (archive.read(name) for name in names if name.lower().endswith(".xml")):
            if _any_of(_ERROR_MARKS, part) and (match := _XLSX_ERROR.search(part)):
                raise RefusedFile(f"{_cell(match[0])} holds an error in place of a value.")
            if _any_of(_FORMULA_MARKS, part) and (match := _XLSX_NO_VALUE.search(part)):
                raise RefusedFile(
                    f"{_cell(match[0])} holds a formula without a value. Open this file in a spreadsheet program, "
                    "save it and try again."
                )


def _any_of(marks: Sequence[bytes], part: bytes) -> bool:
    return any(mark in part for mark in marks)


def _cell(xml: bytes) -> str:
    place = _PLACE.search(xml)
    return f"Cell {place[1].decode()[:10]}" if place else "A cell"


def _look_through_xls(data: bytes) -> None:
    if _XLS_LOCK.search(data):
        raise RefusedFile(_LOCKED)
    if match := _XLS_ERROR.search(data):
        row, column = (int.from_bytes(group, "little") + 1 for group in match.groups() if group)
        raise RefusedFile(f"Row {row}, column {column} holds an error in place of a value.")


def _what_else(data: bytes) -> str:
    if names_stream(data, "EncryptedPackage"):
        return _LOCKED
    if names_stream(data, "WordDocument"):
        return "This is a Word document, not a spreadsheet."
    return _DAMAGED


def _rows(sheet: Any) -> Iterator[list[str]]:
    if sheet.end is None:
        return
    if sheet.end[0] >= MAX_ROWS or sheet.end[1] >= MAX_COLUMNS:
        raise RefusedFile(f"This spreadsheet has more than {MAX_ROWS:,} rows or {MAX_COLUMNS} columns.")
    left = [""] * sheet.start[1]
    for values in sheet.iter_rows():
        yield left + [value if type(value) is str else as_text(value) for value in values]


def as_text(value: object) -> str:
    """A cell as a person reads it: whole numbers without a decimal point, dates in ISO form,
    nothing for None.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        # Above 2**53 a float no longer tells one whole number from the next.
        whole = math.isfinite(value) and value.is_integer() and abs(value) < 2**53
        return str(int(value)) if whole else repr(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    return str(value)
