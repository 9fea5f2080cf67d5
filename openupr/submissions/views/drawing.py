"""A paragraph as it will be read, inside a page."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from openupr.documents import word
from openupr.documents.light_markup import markup_blocks

Cite = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Drawn:
    """HTML, and the notes that it refers to, in their order; the first has the number `first_note`."""

    html: SafeString
    notes: list[str]
    first_note: int = 1


def drawn(text: str, *, cite: Cite, language: str, first: int | None = None, first_note: int = 1) -> Drawn:
    """A paragraph's markup as HTML; its notes stand apart.

    `first`, `first_note`: its number in the Word file and that of its first note; where the text holds several, they
    count on.
    """
    notes = _Notes(first_note)
    found = tuple(_without_notes(block, notes) for block in markup_blocks(text, cite=cite, numbered=first is not None))
    html = word.html_article(word.Document("", found, language=language), first=first or 1)
    # Whatever was typed is escaped by the writer of HTML; it makes the tags itself.
    return Drawn(SafeString(html), notes.texts, first_note)


class _Notes:
    """The notes met so far, and the number of the first."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.texts: list[str] = []

    def mark(self, text: str) -> str:
        """What stands in the text for a further note."""
        self.texts.append(text)
        return f" [{self.first + len(self.texts) - 1}]"


def _without_notes(block: word.Block, notes: _Notes) -> word.Block:
    match block:
        case word.Paragraph() | word.Heading():
            return replace(block, runs=_runs(block.runs, notes))
        case word.Listing():
            return replace(block, items=tuple(replace(each, runs=_runs(each.runs, notes)) for each in block.items))
        case word.DocumentTable():
            rows = tuple(tuple(_runs(cell, notes) for cell in row) for row in block.rows)
            return replace(block, header=tuple(_runs(cell, notes) for cell in block.header), rows=rows)
    return block


def _runs(runs: word.Inlines, notes: _Notes) -> word.Inlines:
    found: list[word.Inline] = []
    for run in runs:
        if isinstance(run, word.Note):
            found.append(word.Run(notes.mark("".join(each.text for each in run.runs))))
        else:
            found.append(run)
    return tuple(found)
