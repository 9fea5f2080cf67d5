"""From paragraphs as they stand in a file to those that are there once all its changes are
accepted.
"""

from collections.abc import Sequence
from itertools import groupby

from openupr.files.word.with_changes.sheet import SheetParagraph
from openupr.files.word.with_changes.values import Pieces, ReturnedParagraph, TrackedPiece


def joined_pieces(
    standing: Sequence[SheetParagraph],
) -> tuple[tuple[ReturnedParagraph, ...], dict[SheetParagraph, int]]:
    """(paragraphs in order, for each one that stands in the file the position of the one it became
    part of).

    What is empty, marks no place and was not changed is left out; it counts as the paragraph after
    it.
    """
    paragraphs: list[ReturnedParagraph] = []
    became: dict[SheetParagraph, int] = {}
    waiting: list[SheetParagraph] = []
    for line in standing:
        if waiting and line.kind == "table":
            paragraphs.append(_whole(waiting))
            waiting = []
        became[line] = len(paragraphs)
        if line.joins and line.kind != "table" and (waiting or _lives(line)):
            waiting.append(line)
        elif waiting or line.pieces or line.anchors or line.kind == "table":
            paragraphs.append(_whole([*waiting, line]))
            waiting = []
    if waiting:
        paragraphs.append(_whole(waiting))
    last = len(paragraphs) - 1
    return tuple(paragraphs), {line: min(at, last) for line, at in became.items()} if paragraphs else {}


def _lives(line: SheetParagraph) -> bool:
    """Whether any word of it is left once changes are accepted."""
    return any(piece.deleted is None and (piece.text.strip() or piece.note is not None) for piece in line.pieces)


def _whole(lines: Sequence[SheetParagraph]) -> ReturnedParagraph:
    last = next((line for line in reversed(lines) if _lives(line)), lines[-1])
    pieces = [piece for line in lines for piece in line.pieces]
    anchors = list(dict.fromkeys(name for line in lines for name in line.anchors))
    return ReturnedParagraph(
        kind=last.kind,
        level=last.level,
        pieces=merged(pieces),
        rows=tuple(tuple(merged(cell) for cell in row) for row in last.rows),
        row_anchors=tuple(last.row_anchors),
        anchors=tuple(anchors),
        within=tuple(dict.fromkeys(name for line in lines for name in line.within if name not in anchors)),
        marks=tuple(dict.fromkeys(mark for line in lines for mark in line.marks)),
        gone=not any(map(_lives, lines)),
        moved=next((line.moved for line in lines if line.moved), ""),
    )


def merged(pieces: Sequence[TrackedPiece]) -> Pieces:
    """Words in the same manner as one piece; a note stays by itself."""
    joined: list[TrackedPiece] = []
    for _, alike in groupby(
        enumerate(pieces), lambda numbered: (numbered[1].note and numbered[0], numbered[1]._replace(text=""))
    ):
        together = [piece for _, piece in alike]
        text = "".join(piece.text for piece in together)
        if text or together[0].note is not None:
            joined.append(together[0]._replace(text=text))
    return tuple(joined)
