"""Plain text and CSV: written again in UTF-8, without cells that a spreadsheet program would
run.
"""

import codecs
import re

from openupr.files.cells import safe_cell
from openupr.files.characters import describe, unwanted
from openupr.files.delimited_text import delimited_rows
from openupr.files.refusal import RefusedFile
from openupr.files.tables import write_rows

_ENCODING = "This text is not saved as UTF-8. Save it as UTF-8 (“CSV UTF-8” in Excel) and try again."
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# A number with its sign runs nothing, and an apostrophe before it would spoil it.
_NUMBER = re.compile(r"[+-]?\d[\d.,' \u00a0\u202f]*%?")


def rebuilt_text(data: bytes) -> bytes:
    """The text in UTF-8, lines ended by LF. Raises RefusedFile."""
    return _text(data).encode()


def rebuilt_table(data: bytes) -> bytes:
    """The table as CSV in UTF-8. Raises RefusedFile."""
    rows = [[cell if _NUMBER.fullmatch(cell) else safe_cell(cell) for cell in row] for row in _rows(data)]
    return b"".join(write_rows(rows))


def _rows(data: bytes) -> list[list[str]]:
    return list(delimited_rows(_text(data).encode()))


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedFile(_ENCODING) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        if piece := unwanted(line):
            raise RefusedFile(f"Line {number} holds {describe(piece)}, which no text contains. {_ENCODING}")
    return text
