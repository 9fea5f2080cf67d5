"""A document's value as the reader of returned files would read its Word file, without writing and
reading one.
"""

from collections.abc import Iterator

from openupr.documents import word
from openupr.documents.word.letters import clean
from openupr.documents.word.links import link_address
from openupr.files.word.with_changes import ReturnedParagraph, TrackedPiece
from openupr.files.word.with_changes.joining import merged
from openupr.files.word.with_changes.values import Kind, Pieces


def draft_paragraphs(document: word.Document) -> Iterator[ReturnedParagraph]:
    """The paragraphs of a document without a cover that have words.

    A whole table is one of them.
    """
    anchors = frozenset(document.anchors())
    notes = False
    for paragraph in _all_of(document, anchors):
        if any(piece.text.strip() or piece.note is not None for piece in paragraph.pieces):
            notes = notes or any(piece.note is not None for piece in paragraph.pieces)
            yield paragraph
    if notes and document.annexes():
        yield _paragraph("heading", word.plain(document.labels.notes), anchors, level=1)


def _all_of(document: word.Document, anchors: frozenset[str]) -> Iterator[ReturnedParagraph]:
    yield _paragraph("heading", word.plain(document.title), anchors)
    number = 0
    for block in document.blocks:
        if not isinstance(block, word.Annex):
            yield from _block(block, anchors)
            continue
        number += 1
        label = f"{document.labels.annex} {number}. " if document.annexes() > 1 else f"{document.labels.annex}. "
        title = (word.Run(label), *block.title)
        yield _paragraph("heading", title, anchors, level=1, anchor=block.anchor)
        for inside in block.blocks:
            yield from _block(inside, anchors)


def _block(block: word.Block, anchors: frozenset[str]) -> Iterator[ReturnedParagraph]:
    match block:
        case word.Heading():
            yield _paragraph("heading", block.runs, anchors, level=block.level, anchor=block.anchor)
        case word.Paragraph():
            yield _paragraph("text", block.runs, anchors, anchor=block.anchor)
        case word.Listing():
            kind: Kind = "bullet" if block.kind == "bullets" else "ordered"
            for item in block.items:
                yield _paragraph(kind, item.runs, anchors, level=item.level, anchor=item.anchor)
        case word.DocumentTable():
            rows = [tuple(_pieces(cell, anchors) for cell in row) for row in (block.header, *block.rows) if row]
            words = merged([piece for row in rows for cell in row for piece in (*cell, TrackedPiece("\t"))])
            row_anchors = block.anchors or ("",) * len(block.rows)
            named = tuple((anchor,) if anchor else () for anchor in (*([""] if block.header else []), *row_anchors))
            yield ReturnedParagraph(
                kind="table",
                pieces=words,
                rows=tuple(rows),
                row_anchors=named,
                anchors=tuple(filter(None, row_anchors)),
            )


def _paragraph(
    kind: Kind, runs: word.Inlines, anchors: frozenset[str], *, level: int = 0, anchor: str = ""
) -> ReturnedParagraph:
    return ReturnedParagraph(kind=kind, level=level, pieces=_pieces(runs, anchors), anchors=(anchor,) if anchor else ())


def _pieces(runs: word.Inlines, anchors: frozenset[str]) -> Pieces:
    pieces = []
    for run in runs:
        if isinstance(run, word.Note):
            words = _pieces(run.runs, anchors)
            pieces.append(
                TrackedPiece("", note=(words[0]._replace(text=words[0].text.lstrip()), *words[1:]) if words else ())
            )
        else:
            pieces.append(TrackedPiece(clean(run.text), run.bold, run.italic, _link(run.link, anchors)))
    return merged(pieces)


def _link(link: str, anchors: frozenset[str]) -> str:
    """Where a reader is led: a page, a mail address, or "#" and an anchor of this document."""
    if link.startswith("#"):
        return link if link[1:] in anchors and not link.startswith("#_") else ""
    return link_address(link)
