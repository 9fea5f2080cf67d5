"""One way to open a table, whatever program wrote it: XLS, XLSX or CSV."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from openupr.files.characters import LOST, describe, unwanted
from openupr.files.delimited_text import delimited_rows
from openupr.files.kind import recognise
from openupr.files.limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS, MAX_TABLE_BYTES, MAX_TABLE_CHARACTERS
from openupr.files.opening_once import open_once, table_has
from openupr.files.refusal import RefusedFile
from openupr.files.workbook import workbook_rows, workbook_sheets

Numbered = tuple[int, list[str]]
_SPREADSHEETS = {".xls", ".xlsx"}


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
        rows = open_once(("workbook", path), lambda: workbook_rows(path.read_bytes()))
        return _counted(_checked(rows, searched=False, lost_letters=lost_letters))
    try:
        return _counted(open_once(("text", path), lambda: _checked(delimited_rows(path.read_bytes()), searched=True)))
    except RefusedFile as refusal:
        if path.suffix.lower() in _SPREADSHEETS:
            # What is wrong with it as a text says nothing to somebody who chose a spreadsheet.
            named = f"although its name ends in {path.suffix}"
            raise RefusedFile(f"This is not a spreadsheet, {named}; nor can it be read as CSV.") from refusal
        raise


def _counted(rows: list[Numbered]) -> Iterator[Numbered]:
    table_has(len(rows) - 1)
    return iter(rows)


def rows_of_workbook(data: bytes) -> list[Numbered]:
    """The same for an XLS or XLSX workbook in memory. Raises RefusedFile."""
    _check_is_workbook(data)
    return _checked(workbook_rows(data), searched=False)


def sheets_of_workbook(data: bytes) -> list[tuple[str, list[Numbered]]]:
    """The same for a workbook of several worksheets: the name of each that has rows, and its
    rows.
    """
    _check_is_workbook(data)
    sheets = workbook_sheets(data)
    if not sheets:
        raise RefusedFile("This file holds no rows.")
    return [(name, _checked(rows, searched=False)) for name, rows in sheets]


def _check_is_workbook(data: bytes) -> None:
    kind, what = recognise(data[:512])
    if kind == "empty":
        raise RefusedFile("This file is empty.")
    if kind not in ("zip", "compound"):
        raise RefusedFile(f"This is {what or 'plain text'}, not a spreadsheet. Choose an XLS or XLSX file.")


def _checked(rows: Iterable[list[str]], *, searched: bool, lost_letters: bool = False) -> list[Numbered]:
    kept: list[Numbered] = []
    characters = 0
    for number, cells in enumerate(rows, start=1):
        while cells and not cells[-1]:
            cells.pop()
        if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
            raise RefusedFile(f"This table has more than {MAX_ROWS:,} rows or {MAX_COLUMNS} columns.")
        characters += sum(map(len, cells))
        if characters > MAX_TABLE_CHARACTERS:
            raise RefusedFile(f"The cells of this table hold more than {MAX_TABLE_CHARACTERS:,} characters in all.")
        if cells:
            _check_row(number, cells, searched, lost_letters)
            kept.append((number, cells))
    if not kept:
        raise RefusedFile("This file holds no rows.")
    return kept


def _check_row(number: int, cells: list[str], searched: bool, lost_letters: bool) -> None:
    if max(map(len, cells)) > MAX_CELL:
        raise RefusedFile(f"Row {number} holds a cell of more than {MAX_CELL:,} characters; this is not such a table.")
    text = "" if searched else "\n".join(cells)
    piece = unwanted(text.replace(LOST, "") if lost_letters else text)
    if piece:
        raise RefusedFile(f"Row {number} holds {describe(piece)}, which no name or sentence contains.")
