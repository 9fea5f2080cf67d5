"""Opens an XLS or XLSX workbook in a process of its own, so that a broken file stops that process
and nothing else.

The library that reads workbooks is machine code. Hostile bytes make it panic, run in circles or ask
for more memory than there is; the last of these ends a process without asking Python.
"""

from typing import Any

from openupr.files.limits import MAX_ANSWER_MEMORY, MAX_COLUMNS, MAX_WORKBOOK_SECONDS, RECORD, TableLimits
from openupr.files.own_process import call
from openupr.files.rows import Numbered


def workbook_rows(data: bytes, limits: TableLimits) -> list[Numbered]:
    """The rows of the first worksheet, as `RowsWithin` numbers them. Raises RefusedFile."""
    rows: list[Numbered] = _called("rows_of", data, limits)
    return rows


def workbook_sheets(data: bytes, limits: TableLimits) -> list[tuple[str, list[Numbered]]]:
    """The name and the rows of each worksheet that has any. Raises RefusedFile."""
    sheets: list[tuple[str, list[Numbered]]] = _called("named_rows_of", data, limits)
    return sheets


def _called(function: str, data: bytes, limits: TableLimits) -> Any:
    return call(
        f"openupr.files.worksheet:{function}",
        data,
        limits,
        seconds=MAX_WORKBOOK_SECONDS,
        needs=("python_calamine",),
        badly=(
            f"This spreadsheet is cut off or damaged, or has more than {limits.rows:,} rows or {MAX_COLUMNS} columns, "
            f"or more than {limits.characters:,} characters in all. Download or copy it again."
        ),
        # The record is read by the worker and by commands, not by the server.
        most=None if limits == RECORD else MAX_ANSWER_MEMORY,
    )
