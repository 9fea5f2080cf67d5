"""Reads the first worksheet of an XLSX workbook."""

import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from openupr.files.archive import open_archive
from openupr.files.limits import MAX_COLUMNS, MAX_ROWS
from openupr.files.numbers import as_text
from openupr.files.refusal import RefusedFile

_DAMAGED = "This spreadsheet is damaged and cannot be read. Open it in a spreadsheet program, save it and try again."
_TOO_LARGE = f"This spreadsheet has more than {MAX_ROWS:,} rows or {MAX_COLUMNS} columns."
_NOT_A_TABLE = {"word/": "a Word document", "ppt/": "a presentation", "content.xml": "an OpenDocument file"}


def xlsx_rows(path: Path) -> list[list[str]]:
    """The cells of the first worksheet as text, row by row; formulas and damage refuse the file."""
    with open_archive(path) as archive:
        names = archive.namelist()
    if not any(name.startswith("xl/") for name in names):
        found = (what for part, what in _NOT_A_TABLE.items() if any(name.startswith(part) for name in names))
        raise RefusedFile(f"This is {next(found, 'an archive (ZIP)')}, not a spreadsheet. Save it as XLSX or CSV.")
    # The library warns of all it does not keep (validation rules, styles); none of that is in a table.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            # Opened here, because the library judges a file by its name.
            with path.open("rb") as stream:
                return _read(stream)
        except RefusedFile:
            raise
        except Exception as error:  # the library answers damage with whatever its code stumbles over
            raise RefusedFile(_DAMAGED) from error


def _read(stream: IO[bytes]) -> list[list[str]]:
    # Not at the start, which it would lengthen by a twentieth: few files are workbooks.
    import openpyxl

    # keep_links: a workbook may point to other files, which are never followed.
    book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
    try:
        sheets = book.worksheets
        if not sheets:
            raise RefusedFile("This spreadsheet has no worksheet.")
        rows = [_cells(row) for row in _bounded(sheets[0])]
        filled = [sheet.title for sheet in sheets[1:] if any(any(_cells(row)) for row in _bounded(sheet))]
    finally:
        book.close()
    if filled:
        raise RefusedFile(f"This spreadsheet has rows on more than one worksheet ({', '.join(filled)[:80]}); keep one.")
    return rows


def _bounded(sheet: Any) -> Iterator[Iterable[Any]]:
    # A workbook states its own size, often wrongly; and one cell far out would make every row as wide.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > MAX_ROWS or len(row) > MAX_COLUMNS:
            raise RefusedFile(_TOO_LARGE)
        yield row


def _cells(row: Iterable[Any]) -> list[str]:
    cells = []
    for cell in row:
        if cell.data_type == "f":
            raise RefusedFile(f"Cell {cell.coordinate} holds a formula. Keep values only and try again.")
        if cell.data_type == "e":
            raise RefusedFile(f"Cell {cell.coordinate} holds an error ({str(cell.value)[:20]}) in place of a value.")
        cells.append(cell.value if type(cell.value) is str else as_text(cell.value))
    return cells
