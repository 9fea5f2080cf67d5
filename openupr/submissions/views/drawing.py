"""A paragraph as it will be read, inside a page."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from openupr.documents import word

from ..rules.markup import blocks

Cite = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Drawn:
    """HTML, and the notes that it refers to, in their order."""

    html: SafeString
    notes: list[str]


def drawn(text: str, *, cite: Cite, language: str, first: int | None = None) -> Drawn:
    """A paragraph's markup as HTML; its notes stand apart, as a page has many paragraphs that count from 1.

    `first`: its number in the Word file; where the text holds several, they count on.
    """
    notes: list[str] = []
    found = tuple(_without_notes(block, notes) for block in blocks(text, cite=cite, numbered=first is not None))
    # Whatever was typed is escaped by the writer of HTML; it makes the tags itself.
    return Drawn(SafeString(word.html_article(word.Document("", found, language=language), first=first or 1)), notes)


def _without_notes(block: word.Block, notes: list[str]) -> word.Block:
    match block:
        case word.Paragraph() | word.Heading():
            return replace(block, runs=_runs(block.runs, notes))
        case word.Listing():
            return replace(block, items=tuple(replace(each, runs=_runs(each.runs, notes)) for each in block.items))
        case word.Table():
            rows = tuple(tuple(_runs(cell, notes) for cell in row) for row in block.rows)
            return replace(block, header=tuple(_runs(cell, notes) for cell in block.header), rows=rows)
    return block


def _runs(runs: word.Inlines, notes: list[str]) -> word.Inlines:
    found: list[word.Inline] = []
    for run in runs:
        if isinstance(run, word.Note):
            notes.append("".join(each.text for each in run.runs))
            found.append(word.Run(f" [{len(notes)}]"))
        else:
            found.append(run)
    return tuple(found)
