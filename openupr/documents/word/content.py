"""What a document consists of: values that say nothing of Word, HTML or fonts, only what stands
where.

Numbers are not part of the words: headings, numbered paragraphs, lists, annexes and end notes are
counted by whoever writes the document out, so that a paragraph moved is a paragraph renumbered.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

_ANCHOR = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
MOST_COLUMNS = 63
"""As many as Word takes."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one manner. A line break is "\\n".

    `link` is an address (http, https, mailto) or "#" and an anchor of this document; anything else
    is not linked, so that no address of a file on somebody's machine leaves with it. `language` is
    a tag such as "km", and "" that of the document; Khmer letters get a Khmer font whatever it
    says. `points` is the size of its letters in Word, and 0 that of its paragraph.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    language: str = ""
    points: float = 0


@dataclass(frozen=True, slots=True)
class Note:
    """An end note; its number stands where the note stands among the runs."""

    runs: tuple[Run, ...]


Inline: TypeAlias = Run | Note
Inlines: TypeAlias = tuple[Inline, ...]


def plain(text: str) -> Inlines:
    """The words without any manner."""
    return (Run(text),)


@dataclass(frozen=True, slots=True)
class WordComment:
    """A remark beside a paragraph, in Word only; the one place of a file that names a person.

    `written` is aware, and has to be there: LibreOffice would write a date that Word does not take.
    """

    author: str
    text: str
    written: datetime

    def __post_init__(self) -> None:
        if self.written.tzinfo is None:
            raise ValueError("The time of a comment is to say its time zone.")


@dataclass(frozen=True, slots=True)
class Marked:
    """What a paragraph of any kind may carry: an anchor that survives editing in Word (letters,
    digits, underscores; it must say nothing about a person), and comments on it.
    """

    anchor: str = field(default="", kw_only=True)
    comments: tuple[WordComment, ...] = field(default=(), kw_only=True)

    def __post_init__(self) -> None:
        if self.anchor and not _ANCHOR.fullmatch(self.anchor):
            raise ValueError(f"An anchor is 1 to 40 letters, digits and underscores, not “{self.anchor}”.")


@dataclass(frozen=True, slots=True)
class Heading(Marked):
    """A heading of level 1 to 3: A., A.1., A.1.1."""

    runs: Inlines
    level: int = 1
    numbered: bool = True

    def __post_init__(self) -> None:
        Marked.__post_init__(self)
        if self.level not in (1, 2, 3):
            raise ValueError(f"A heading is of level 1, 2 or 3, not {self.level}.")


@dataclass(frozen=True, slots=True)
class Paragraph(Marked):
    """A paragraph; numbered ones count through the whole document, 1., 2., 3.

    `keeps_next`: no page ends after it.
    """

    runs: Inlines
    numbered: bool = False
    keeps_next: bool = False


@dataclass(frozen=True, slots=True)
class Item(Marked):
    """A line of a list; `level` 0 to 2 is how deep it stands."""

    runs: Inlines
    level: int = 0

    def __post_init__(self) -> None:
        Marked.__post_init__(self)
        if self.level not in (0, 1, 2):
            raise ValueError(f"An item of a list stands 0, 1 or 2 deep, not {self.level}.")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: bullets, letters (a) (b) or numbers (1) (2); each list begins anew."""

    items: tuple[Item, ...]
    kind: Literal["bullets", "letters", "numbers"] = "bullets"


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """Rows of cells under a header that is repeated on every page.

    `widths` are shares of the page's width, equal ones if not given. `landscape` turns the page for
    this table alone; for an annex, turn the annex. `keeps_rows`: no row goes over to another page.
    `keeps_together`: as a PDF, a table that has room on one page is on one. `anchors`: one for each
    row, "" for none; its first cell carries it.

    Raises ValueError where rows, header, widths and anchors differ in length.
    """

    rows: tuple[tuple[Inlines, ...], ...]
    header: tuple[Inlines, ...] = ()
    widths: tuple[float, ...] = ()
    caption: Inlines = ()
    landscape: bool = False
    keeps_rows: bool = False
    keeps_together: bool = False
    anchors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        columns = self.columns
        if not 1 <= columns <= MOST_COLUMNS:
            raise ValueError(f"A table has 1 to {MOST_COLUMNS} columns, not {columns}.")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != columns:
                raise ValueError(f"Row {number} of the table has {len(row)} cells, not {columns}.")
        if self.widths and (len(self.widths) != columns or min(self.widths) <= 0):
            raise ValueError(f"A table of {columns} columns is to have {columns} widths above 0.")
        if self.anchors and len(self.anchors) != len(self.rows):
            raise ValueError(f"A table of {len(self.rows)} rows is to have as many anchors.")
        for anchor in self.anchors:
            Marked(anchor=anchor)

    @property
    def columns(self) -> int:
        return len(self.header or (self.rows[0] if self.rows else ()))


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG as wide as the text allows, not larger than it was drawn (96 pixels an inch, times
    `scale`).

    `words` say what is to be seen, for who does not see it. Raises ValueError for what is no PNG.
    """

    png: bytes
    words: str
    scale: float = 2

    def __post_init__(self) -> None:
        if self.png[:8] != b"\x89PNG\r\n\x1a\n" or len(self.png) < 24:
            raise ValueError("A picture in a document is a PNG.")

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height in inches."""
        width, height = (int.from_bytes(self.png[at : at + 4], "big") for at in (16, 20))
        return width / self.scale / 96, height / self.scale / 96


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block: TypeAlias = Heading | Paragraph | Listing | DocumentTable | Picture | PageBreak


@dataclass(frozen=True, slots=True)
class Annex:
    """Begins on a page of its own, under "Annex" and, where there are several, its number."""

    title: Inlines
    blocks: tuple[Block, ...] = ()
    landscape: bool = False
    anchor: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        Marked(anchor=self.anchor)


@dataclass(frozen=True, slots=True)
class CoverOrganisation:
    """Who submits, and a paragraph about it."""

    name: str
    about: Inlines = ()


@dataclass(frozen=True, slots=True)
class OnCover:
    """Some lines of the cover under a label of their own."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page; what is empty is left out. It has no page number and is not numbered."""

    titles: tuple[str, ...] = ()
    state: str = ""
    session: str = ""
    month: str = ""
    kind: str = ""
    organisations: tuple[CoverOrganisation, ...] = ()
    contact: tuple[str, ...] = ()
    key_words: tuple[str, ...] = ()
    # Before the organisations, and after them.
    above: tuple[OnCover, ...] = ()
    below: tuple[OnCover, ...] = ()


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around the text on every page but the cover."""

    header: str = ""
    page_numbers: bool = True


@dataclass(frozen=True, slots=True)
class Labels:
    """The few words that the document brings itself, in the document's language."""

    state: str = "State under Review"
    session: str = "Session"
    organisations: str = "Submitted by"
    contact: str = "Contact"
    key_words: str = "Key words"
    annex: str = "Annex"
    notes: str = "End notes"


@dataclass(frozen=True, slots=True)
class Document:
    """The whole. Without a cover its title stands above the text.

    `for_comments`: the file comes back with comments and tracked changes; Word is then not told to
    take the names of those who edit it off whenever it saves. `landscape`: all pages but those of
    annexes are across. `points`: the size of its letters. `narrow`: margins of 1.25 cm in place of
    2.5.
    Raises ValueError if an anchor is given twice.
    """

    title: str
    blocks: tuple[Block | Annex, ...] = ()
    cover: Cover | None = None
    language: str = "en"
    furniture: Furniture = Furniture()
    labels: Labels = Labels()
    for_comments: bool = False
    landscape: bool = False
    points: int = 12
    narrow: bool = False

    def __post_init__(self) -> None:
        twice = next((anchor for anchor, times in Counter(self.anchors()).items() if times > 1), "")
        if twice:
            raise ValueError(f"Two places have the anchor “{twice}”.")

    def anchors(self) -> Iterator[str]:
        """Every anchor, in order."""
        for block in self.blocks:
            if isinstance(block, Annex) and block.anchor:
                yield block.anchor
            for inner in block.blocks if isinstance(block, Annex) else (block,):
                if isinstance(inner, DocumentTable):
                    yield from filter(None, inner.anchors)
                marked = inner.items if isinstance(inner, Listing) else (inner,)
                yield from (one.anchor for one in marked if isinstance(one, Marked) and one.anchor)

    def annexes(self) -> int:
        return sum(isinstance(block, Annex) for block in self.blocks)
