"""The words of a Word file as the light markup of a paragraph (documents.light_markup)."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import groupby

from openupr.documents.light_markup import markup_of, plain_words
from openupr.documents.word.letters import clean
from openupr.files.word.with_changes import TrackedPiece
from openupr.files.word.with_changes.values import Pieces

_SPECIAL = re.compile(r"([\\*_\[\]^|`<])")
# What would begin a list where a line begins, or rule off a table.
_BEGINS = re.compile(r"^([-+])(?=\s|$)|^(\d{1,9})([.)])(?=\s|$)|^([-:])(?=[-:|\s\\]*$)", re.MULTILINE)
_BLANKS = re.compile("[\\t\\r\\v\\f\\x85\\u2028\\u2029]")
_PUNCTUATION = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_MOST_COLUMNS = 63


class _Manner(Enum):
    """How bold and italic are written: as they are; on letters only, signs at their edges left
    outside; not.
    """

    EXACT = 1
    INSIDE_PUNCTUATION = 2
    NONE = 3


def words_of(pieces: Iterable[TrackedPiece]) -> str:
    """Plain words with single blanks, notes left out."""
    return " ".join(clean("".join(piece.text for piece in pieces)).split())


def markup(pieces: Pieces) -> str:
    """The words with their manner, their links and their notes.

    Where asterisks would be read as asterisks ("a**(b)**c"), the manner is given up rather than the
    words.
    """
    wanted = words_of(pieces)
    for manner in _Manner:
        text = _lines("".join(_linked(list(alike), link, manner) for link, alike in groupby(pieces, _link_of)))
        if manner is _Manner.NONE or " ".join(plain_words(text).split()) == wanted:
            return text
    return text


def _link_of(piece: TrackedPiece) -> str:
    return "" if piece.note is not None else piece.link


def _lines(text: str) -> str:
    """Breaks of lines as markup has them, and no sign at the beginning of a line that would make a
    list of it.
    """
    lines = [line.strip() for line in text.strip().split("\n")]
    return "\\\n".join(_BEGINS.sub(_escaped, line) for line in lines) if any(lines) else ""


def _escaped(match: re.Match[str]) -> str:
    return f"{match[2]}\\{match[3]}" if match[2] else f"\\{match[0]}"


def _said(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", clean(_BLANKS.sub(" ", text)))


def _linked(pieces: Sequence[TrackedPiece], link: str, manner: _Manner) -> str:
    """Pieces under one link."""
    inside = "".join(_note(piece) if piece.note is not None else _emphasised(piece, manner) for piece in pieces)
    before, core, after = _around_blanks(inside)
    # A bracket or blank would end the address; such a one is not linked, its words stay.
    return f"{before}[{core}]({link}){after}" if link and core and not re.search(r"[()<>\s\\]", link) else inside


def _note(piece: TrackedPiece) -> str:
    words = markup_of(words_of(piece.note or ()))
    return f"^[{words}]" if words else ""


def _emphasised(piece: TrackedPiece, manner: _Manner) -> str:
    sign = "*" * (2 * piece.bold + piece.italic)
    if not sign or manner is _Manner.NONE or not piece.text.strip():
        return _said(piece.text)
    before, core, after = _around_blanks(piece.text)
    if manner is _Manner.INSIDE_PUNCTUATION and (match := _PUNCTUATION.match(core)) and match[2]:
        before, core, after = before + match[1], match[2], match[3] + after
    return f"{_said(before)}{sign}{_said(core)}{sign}{_said(after)}"


def _around_blanks(text: str) -> tuple[str, str, str]:
    core = text.strip()
    at = text.find(core) if core else len(text)
    return text[:at], core, text[at + len(core) :]


def table(rows: Sequence[Sequence[Pieces]]) -> str:
    """A table whose first row is its header; rows that are short are filled.

    Lines of words where it is too wide.
    """
    cells = [[" ".join(markup(cell).replace("\\\n", " ").split("\n")) for cell in row] for row in rows]
    columns = max(map(len, cells), default=0)
    if not 0 < columns <= _MOST_COLUMNS:
        return "\n\n".join(" ".join(filter(None, row)) for row in cells if any(row))
    filled = [[*row, *[""] * (columns - len(row))] for row in cells]
    lines = [f"| {' | '.join(row)} |" for row in filled]
    return "\n".join([lines[0], f"| {' | '.join(['---'] * columns)} |", *lines[1:]])
