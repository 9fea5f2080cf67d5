"""Opens an XLS or XLSX workbook in a process of its own, so that a broken file stops that process and nothing else.

The library that reads workbooks is machine code. Hostile bytes make it panic, run in circles or ask for more
memory than there is; the last of these ends a process without asking Python.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

import orjson

from openupr.files.limits import MAX_COLUMNS, MAX_ROWS, MAX_TABLE_CHARACTERS, MAX_WORKBOOK_SECONDS
from openupr.files.refusal import RefusedFile

_START = "import sys; sys.path += sys.argv[1:]; from openupr.files.worksheet import main; main()"
_UNREADABLE = (
    f"This spreadsheet is cut off or damaged, or has more than {MAX_ROWS:,} rows or {MAX_COLUMNS} columns, or more "
    f"than {MAX_TABLE_CHARACTERS:,} characters in all. Download or copy it again."
)


def workbook_rows(data: bytes) -> list[list[str]]:
    """The cells of the first worksheet as text, row by row. Raises RefusedFile."""
    try:
        # -I and -S: nothing of the user's settings, and half the time to start.
        done = subprocess.run(  # noqa: S603 - no argument is the user's
            [sys.executable, "-I", "-S", "-c", _START, *_folders()],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MAX_WORKBOOK_SECONDS,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise RefusedFile(_UNREADABLE) from error
    rows = [orjson.loads(line) for line in done.stdout.splitlines()]
    if rows and isinstance(rows[-1], str):
        raise RefusedFile(rows[-1])
    return rows


def _folders() -> set[str]:
    """Where this package, and what the other process needs, are installed."""
    found = (importlib.util.find_spec(name) for name in ("openupr", "python_calamine", "orjson"))
    return {str(Path(spec.origin).parents[1]) for spec in found if spec and spec.origin}
