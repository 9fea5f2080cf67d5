"""What a Word file says, as plain values.

Sizes are in points, words are counted as Word counts them.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from openupr.files.word.counting import count_words

Place = Literal["text", "table", "text box"]
Numbering = Literal["", "number", "bullet"]


class Look(NamedTuple):
    """How a stretch of text looks once styles, themes and defaults have had their say.

    `font` "" is not known.
    """

    font: str
    size: float
    bold: bool
    language: str


class ReadRun(NamedTuple):
    """A stretch of visible text with one look."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadParagraph:
    """A paragraph as it reads with all insertions taken and all deletions carried out.

    `number` counts paragraphs with text from 1 in reading order (0: without text), `label` is its
    automatic number ("12."), `level` 1 to 9 makes it a heading. `spacing` is a multiple of a line,
    None where a height is fixed. `break_before`, `break_after`: a page or section ends there.
    `contents`: an entry of a table of contents; `cover`: inside what Word itself calls a cover
    page. `notes` are positions in `WordFile.notes`.
    """

    number: int
    runs: tuple[ReadRun, ...]
    place: Place = "text"
    style: str = ""
    level: int = 0
    numbering: Numbering = ""
    label: str = ""
    spacing: float | None = 1.0
    break_before: bool = False
    break_after: bool = False
    contents: bool = False
    cover: bool = False
    notes: tuple[int, ...] = ()
    text: str = ""
    words: int = 0


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A foot- or end note that the text refers to."""

    kind: Literal["footnote", "endnote"]
    text: str

    @property
    def words(self) -> int:
        return sum(map(count_words, self.text.split("\n")))


@dataclass(frozen=True, slots=True)
class ReadSection:
    """Pages of one layout: `pages_numbered` is whether a header or footer of it shows the page's
    number.
    """

    landscape: bool
    pages_numbered: bool
    first_page_differs: bool


@dataclass(frozen=True, slots=True)
class ReadTable:
    """`header_repeats`: its first row stands again on each page."""

    rows: int
    header_repeats: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFile:
    """A Word file. `traces` are (where, name): persons and organisations named outside the text.

    `inserted`, `deleted`, `hidden` are words: tracked insertions (which are in the paragraphs),
    tracked deletions and hidden text (which are not). `unread` says what of the file stands
    elsewhere and was not read.
    """

    paragraphs: tuple[ReadParagraph, ...]
    notes: tuple[ReadNote, ...] = ()
    sections: tuple[ReadSection, ...] = ()
    tables: tuple[ReadTable, ...] = ()
    comments: int = 0
    inserted: int = 0
    deleted: int = 0
    hidden: int = 0
    macros: bool = False
    embedded: int = 0
    traces: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = field(default=())

    @property
    def words(self) -> int:
        """All words of text, tables and text boxes; no notes."""
        return sum(paragraph.words for paragraph in self.paragraphs)

    @property
    def note_words(self) -> int:
        return sum(note.words for note in self.notes)
