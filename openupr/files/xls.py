"""Reads the first worksheet of an XLS workbook (Excel 97-2003), UPR Info's own included."""

import io
import struct
from typing import Any

import xlrd

from openupr.files.compound import Compound
from openupr.files.limits import MAX_COLUMNS, MAX_ROWS
from openupr.files.numbers import as_text
from openupr.files.refusal import RefusedFile

_DAMAGED = "This spreadsheet is cut off or damaged and cannot be read. Download or copy it again."
_LOCKED = "This spreadsheet is locked with a password. Save it without a password and try again."
_FORMULA, _LOCK, _END = 0x0006, 0x002F, 0x000A  # record numbers of [MS-XLS]


def xls_rows(data: bytes) -> list[list[str]]:
    """The cells of the first worksheet as text, row by row; formulas, locks and damage refuse the file."""
    stream = _workbook(Compound(data))
    _walk_records(stream)
    try:
        return _read(stream)
    except RefusedFile:
        raise
    except Exception as error:  # the library answers damage with whatever its code stumbles over
        raise RefusedFile(_DAMAGED) from error


def _workbook(box: Compound) -> bytes:
    names = set(box.names())
    if "EncryptedPackage" in names:
        raise RefusedFile(_LOCKED)
    stream = box.stream("Workbook") or box.stream("Book")
    if stream is None:
        what = "a Word document" if "WordDocument" in names else "another kind of document"
        raise RefusedFile(f"This is {what}, not a spreadsheet.")
    return stream


def _walk_records(stream: bytes) -> None:
    """Looks at every record before the library does, which takes a formula's last result for typed."""
    position, last = 0, None
    while position + 4 <= len(stream):
        last, length = struct.unpack_from("<HH", stream, position)
        if last == _LOCK:
            raise RefusedFile(_LOCKED)
        if last == _FORMULA:
            row, column = struct.unpack_from("<HH", stream[position + 4 : position + 8].ljust(4, b"\0"))
            raise RefusedFile(f"Row {row + 1}, column {column + 1} holds a formula. Keep values only and try again.")
        position += 4 + length
    # Padding after the last sheet's end is common; records that break off in the middle are not.
    if position > len(stream) or last not in (_END, 0):
        raise RefusedFile(_DAMAGED)


def _read(stream: bytes) -> list[list[str]]:
    book = xlrd.open_workbook(file_contents=stream, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
    sheets = [book.sheet_by_index(number) for number in range(min(book.nsheets, 16))]
    if not sheets:
        raise RefusedFile("This spreadsheet has no worksheet.")
    filled = [sheet.name for sheet in sheets[1:] if sheet.nrows]
    if filled:
        raise RefusedFile(f"This spreadsheet has rows on more than one worksheet ({', '.join(filled)[:80]}); keep one.")
    first = sheets[0]
    if first.nrows > MAX_ROWS or first.ncols > MAX_COLUMNS:
        raise RefusedFile(f"This spreadsheet has more than {MAX_ROWS:,} rows or {MAX_COLUMNS} columns.")
    return [_cells(first, row, book.datemode) for row in range(first.nrows)]


def _cells(sheet: Any, row: int, datemode: int) -> list[str]:
    kinds, values = sheet.row_types(row), sheet.row_values(row)
    if xlrd.XL_CELL_ERROR in kinds:
        at = kinds.index(xlrd.XL_CELL_ERROR)
        what = xlrd.error_text_from_code.get(values[at], "#ERROR")
        raise RefusedFile(f"Row {row + 1}, column {at + 1} holds an error ({what}) in place of a value.")
    return [_cell(kind, value, datemode) for kind, value in zip(kinds, values, strict=True)]


def _cell(kind: int, value: Any, datemode: int) -> str:
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    if kind == xlrd.XL_CELL_NUMBER:
        return as_text(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == xlrd.XL_CELL_DATE:
        return as_text(xlrd.xldate.xldate_as_datetime(value, datemode))
    return ""
