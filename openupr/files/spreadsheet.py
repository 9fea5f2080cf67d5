"""One way to open a table, whatever program wrote it: XLS, XLSX or CSV."""

from collections.abc import Iterator
from pathlib import Path

from openupr.files.characters import LOST, describe, unwanted
from openupr.files.delimited_text import delimited_rows
from openupr.files.kind import recognise
from openupr.files.limits import MAX_TABLE_BYTES, RECORD, TableLimits
from openupr.files.opening_once import open_once, table_has
from openupr.files.refusal import RefusedFile
from openupr.files.rows import Numbered, RowsWithin
from openupr.files.workbook import workbook_rows, workbook_sheets

_SPREADSHEETS = {".xls", ".xlsx"}
_NO_ROWS = "This file holds no rows."


def open_spreadsheet(path: Path, *, lost_letters: bool = False) -> Iterator[Numbered]:
    """Yields (row number as the user sees it, cells as text) for each row that is not empty.

    The first row is 1. Cells are as they stand, not stripped; whole numbers come without a decimal
    point; empty cells at the end of a row are taken off. The form is recognised by content, never
    by name. `lost_letters`: a source's own workbook may hold the mark of a lost letter (U+FFFD),
    which refuses any other. Everything is checked before the first row is yielded: raises
    RefusedFile with one sentence for the owner.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            kind, what = recognise(stream.read(512))
    except OSError as error:
        raise RefusedFile("This file cannot be opened. Check that it is there and may be read.") from error
    if size > MAX_TABLE_BYTES:
        raise RefusedFile(f"This file is larger than {MAX_TABLE_BYTES // 1024**2} MB; no table of the record is.")
    if kind == "empty":
        raise RefusedFile("This file is empty.")
    if kind == "other":
        raise RefusedFile(f"This is {what}, not a spreadsheet. Choose an XLS, XLSX or CSV file.")
    if kind in ("zip", "compound"):
        rows = open_once(("workbook", path), lambda: workbook_rows(path.read_bytes(), RECORD))
        return _counted(_searched(rows, lost_letters=lost_letters))
    try:
        return _counted(open_once(("text", path), lambda: _rows_of_text(path.read_bytes())))
    except RefusedFile as refusal:
        if path.suffix.lower() in _SPREADSHEETS:
            # What is wrong with it as a text says nothing to somebody who chose a spreadsheet.
            named = f"although its name ends in {path.suffix}"
            raise RefusedFile(f"This is not a spreadsheet, {named}; nor can it be read as CSV.") from refusal
        raise


def _counted(rows: list[Numbered]) -> Iterator[Numbered]:
    table_has(len(rows) - 1)
    return iter(rows)


def rows_of_workbook(data: bytes, limits: TableLimits) -> list[Numbered]:
    """The same for an XLS or XLSX workbook in memory, within limits. Raises RefusedFile."""
    _check_is_workbook(data)
    return _searched(workbook_rows(data, limits))


def sheets_of_workbook(data: bytes, limits: TableLimits) -> list[tuple[str, list[Numbered]]]:
    """The same for a workbook of several worksheets: the name of each that has rows, and its rows.

    The limits are those of all worksheets together.
    """
    _check_is_workbook(data)
    sheets = workbook_sheets(data, limits)
    if not sheets:
        raise RefusedFile(_NO_ROWS)
    return [(name, _searched(rows)) for name, rows in sheets]


def _check_is_workbook(data: bytes) -> None:
    kind, what = recognise(data[:512])
    if kind == "empty":
        raise RefusedFile("This file is empty.")
    if kind not in ("zip", "compound"):
        raise RefusedFile(f"This is {what or 'plain text'}, not a spreadsheet. Choose an XLS or XLSX file.")


def _rows_of_text(data: bytes) -> list[Numbered]:
    rows = RowsWithin(RECORD).numbered(delimited_rows(data))
    if not rows:
        raise RefusedFile(_NO_ROWS)
    return rows


def _searched(rows: list[Numbered], *, lost_letters: bool = False) -> list[Numbered]:
    """The rows of a workbook, if they hold only what a name or sentence may contain."""
    if not rows:
        raise RefusedFile(_NO_ROWS)
    for number, cells in rows:
        text = "\n".join(cells)
        piece = unwanted(text.replace(LOST, "") if lost_letters else text)
        if piece:
            raise RefusedFile(f"Row {number} holds {describe(piece)}, which no name or sentence contains.")
    return rows
