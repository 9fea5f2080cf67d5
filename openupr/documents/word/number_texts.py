"""A document with its numbers in words, for where nobody counts by himself: HTML and Markdown."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from openupr.documents.word.content import (
    Annex,
    Block,
    Document,
    Heading,
    Inline,
    Inlines,
    Note,
    Paragraph,
    Run,
)
from openupr.documents.word.letters import clean
from openupr.documents.word.links import link_address
from openupr.documents.word.numbering import BlockNumbers


@dataclass(slots=True)
class Passage:
    """One passage through a document: what was counted so far, and the notes met on the way."""

    document: Document
    counted: BlockNumbers = field(default_factory=BlockNumbers)
    notes: list[Note] = field(default_factory=list)
    annexes: int = 0
    anchors: frozenset[str] = frozenset()
    tables: list[tuple[float, ...]] = field(default_factory=list)
    """Of each table, its columns' widths in parts of a hundred."""

    def __post_init__(self) -> None:
        self.anchors = frozenset(self.document.anchors())

    def table(self, shares: tuple[float, ...]) -> int:
        """The number of a table with columns of these shares."""
        self.tables.append(tuple(100 * share / sum(shares) for share in shares))
        return len(self.tables)

    def number(self, block: Block) -> str:
        """The block's number, "" where it has none: A., 1."""
        match block:
            case Heading(numbered=True, level=level):
                return self.counted.heading(level)
            case Paragraph(numbered=True):
                return self.counted.paragraph()
        return ""

    def annex(self, annex: Annex) -> Inlines:
        """The annex's heading: "Annex 2. Sources", without a number where there is one annex
        only.
        """
        self.annexes += 1
        number = f" {self.annexes}" if self.document.annexes() > 1 else ""
        return (Run(f"{self.document.labels.annex}{number}. "), *annex.title)

    def note(self, note: Note) -> int:
        """The note's number."""
        self.notes.append(note)
        return len(self.notes)

    def link(self, run: Run) -> str:
        """Where the run leads: an address, "#" and an anchor, or "" for nowhere."""
        if run.link.startswith("#"):
            return run.link if run.link[1:] in self.anchors else ""
        return link_address(run.link) if run.link else ""


def numbered_inlines(inlines: Inlines) -> Iterator[Inline]:
    """The inlines that have something to show, with their words cleaned."""
    for inline in inlines:
        if isinstance(inline, Note):
            yield inline
        elif words := clean(inline.text):
            yield replace(inline, text=words)
