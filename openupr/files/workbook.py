"""Opens an XLS or XLSX workbook in a process of its own, so that a broken file stops that process
and nothing else.

The library that reads workbooks is machine code. Hostile bytes make it panic, run in circles or ask
for more memory than there is; the last of these ends a process without asking Python.
"""

from typing import Any

from openupr.files.limits import MAX_COLUMNS, MAX_ROWS, MAX_TABLE_CHARACTERS, MAX_WORKBOOK_SECONDS
from openupr.files.own_process import call

_UNREADABLE = (
    f"This spreadsheet is cut off or damaged, or has more than {MAX_ROWS:,} rows or {MAX_COLUMNS} columns, or more "
    f"than {MAX_TABLE_CHARACTERS:,} characters in all. Download or copy it again."
)


def workbook_rows(data: bytes) -> list[list[str]]:
    """The cells of the first worksheet as text, row by row. Raises RefusedFile."""
    rows: list[list[str]] = _called("rows_of", data)
    return rows


def workbook_sheets(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """The name and the cells of each worksheet that has any. Raises RefusedFile."""
    sheets: list[tuple[str, list[list[str]]]] = _called("named_rows_of", data)
    return sheets


def _called(function: str, data: bytes) -> Any:
    return call(
        f"openupr.files.worksheet:{function}",
        data,
        seconds=MAX_WORKBOOK_SECONDS,
        needs=("python_calamine",),
        badly=_UNREADABLE,
    )
