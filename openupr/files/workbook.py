"""Opens an XLS or XLSX workbook in a process of its own, so that a broken file stops that process and nothing else.

The library that reads workbooks is machine code. Hostile bytes make it panic, run in circles or ask for more
memory than there is; the last of these ends a process without asking Python.
"""

import orjson

from openupr.files.limits import MAX_COLUMNS, MAX_ROWS, MAX_TABLE_CHARACTERS, MAX_WORKBOOK_SECONDS
from openupr.files.own_process import Busy, EndedBadly, run_in_own_process
from openupr.files.refusal import RefusedFile

_UNREADABLE = (
    f"This spreadsheet is cut off or damaged, or has more than {MAX_ROWS:,} rows or {MAX_COLUMNS} columns, or more "
    f"than {MAX_TABLE_CHARACTERS:,} characters in all. Download or copy it again."
)
_BUSY = "Many files are being read at this moment. Try again in a minute."


def workbook_rows(data: bytes) -> list[list[str]]:
    """The cells of the first worksheet as text, row by row. Raises RefusedFile."""
    needs = ("python_calamine", "orjson")
    try:
        answer = run_in_own_process("openupr.files.worksheet", data, seconds=MAX_WORKBOOK_SECONDS, needs=needs)
    except EndedBadly as error:
        raise RefusedFile(_UNREADABLE) from error
    except Busy as error:
        raise RefusedFile(_BUSY) from error
    rows = [orjson.loads(line) for line in answer.splitlines()]
    if rows and isinstance(rows[-1], str):
        raise RefusedFile(rows[-1])
    return rows
