"""What changed between two texts as they are read: citations in words, notes in brackets."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from openupr.documents import word
from openupr.documents.light_markup import Cite, markup_blocks
from openupr.text.joining import PIECES

from .changes import Kind


class _MarkupPiece(NamedTuple):
    """A word with the blanks after it, and its style."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """A piece in one style that stayed, was removed or was added."""

    kind: Kind
    text: str
    bold: bool = False
    italic: bool = False


def read_changes(before: str, after: str, cite: Cite) -> list[ReadPiece]:
    """Two texts in markup as one list of changes."""
    old, new = list(_pieces(before, cite)), list(_pieces(after, cite))
    stretches: list[ReadPiece] = []
    # A word that another follows now, with a blank between them, is the same word.
    words = [[piece._replace(text=piece.text.rstrip(" ")) for piece in pieces] for pieces in (old, new)]
    for tag, a, b, c, d in SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes():
        if tag == "equal":
            stretches += _in_manners(
                "same", [max(pair, key=lambda piece: len(piece.text)) for pair in zip(old[a:b], new[c:d], strict=True)]
            )
            continue
        stretches += _in_manners("removed", old[a:b])
        stretches += _in_manners("added", new[c:d])
    return stretches


def _in_manners(kind: Kind, pieces: list[_MarkupPiece]) -> Iterator[ReadPiece]:
    for (bold, italic), alike in groupby(pieces, key=lambda piece: (piece.bold, piece.italic)):
        yield ReadPiece(kind, "".join(piece.text for piece in alike), bold, italic)


def _pieces(text: str, cite: Cite) -> Iterator[_MarkupPiece]:
    for number, line in enumerate(_lines(text, cite)):
        if number:
            yield _MarkupPiece("\n")
        for run in line:
            if isinstance(run, word.Note):
                yield from map(_MarkupPiece, PIECES.findall(f" [{''.join(inner.text for inner in run.runs)}]"))
            else:
                yield from (_MarkupPiece(piece, run.bold, run.italic, run.link) for piece in PIECES.findall(run.text))


def _lines(text: str, cite: Cite) -> Iterator[word.Inlines]:
    """Paragraphs, the lines of a list with their signs, the rows of a table."""
    for block in markup_blocks(text, cite=cite):
        match block:
            case word.Paragraph(runs=runs) | word.Heading(runs=runs):
                yield runs
            case word.Listing(items=items, kind=kind):
                for number, item in enumerate(items):
                    sign = "•" if kind == "bullets" else f"({chr(ord('a') + number % 26) * (number // 26 + 1)})"
                    yield (word.Run(f"{'   ' * item.level}{sign} "), *item.runs)
            case word.DocumentTable(rows=rows, header=header):
                for row in ([header] if header else []) + list(rows):
                    yield tuple(run for cell in row for run in (*cell, word.Run(" | ")))[:-1]
