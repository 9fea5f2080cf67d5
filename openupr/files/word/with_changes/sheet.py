"""What gathers while a returned file is read: paragraphs as they stand, the bookmarks and comments
that are open.
"""

from collections.abc import Sized
from dataclasses import dataclass, field

from openupr.files.limits import MAX_WORD_TEXT
from openupr.files.refusal import RefusedFile
from openupr.files.word.with_changes.values import ChangeMark, Kind, TrackedPiece

_TOO_LONG = "This document holds far more text than a submission can; it was not read."
_ENDLESS = "This Word file has bookmarks or comments over each other without end; it was not read."
_LONGEST_QUOTE = 300
_MOST_OPEN = 100
"""Bookmarks or comments that lie over the same words; an office program opens a handful."""


@dataclass(slots=True, eq=False)
class SheetParagraph:
    """A paragraph as it stands in the file.

    `joins`: its end is deleted, so that it runs into the next one.
    """

    kind: Kind = "text"
    level: int = 0
    pieces: list[TrackedPiece] = field(default_factory=list)
    rows: list[list[list[TrackedPiece]]] = field(default_factory=list)
    row_anchors: list[tuple[str, ...]] = field(default_factory=list)
    anchors: dict[str, None] = field(default_factory=dict)
    within: dict[str, None] = field(default_factory=dict)
    marks: dict[ChangeMark, None] = field(default_factory=dict)
    joins: bool = False
    moved: str = ""


@dataclass(slots=True)
class _Bookmark:
    name: str
    home: SheetParagraph | None = None


@dataclass(slots=True)
class CommentPlace:
    """Where a comment was put: the paragraph of its first word, and the words."""

    paragraph: SheetParagraph | None
    live: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    @property
    def quoted(self) -> str:
        """The words; those that were deleted where there are no others."""
        words = "".join(self.live).strip() or "".join(self.taken).strip()
        return words if len(words) <= _LONGEST_QUOTE else words[:_LONGEST_QUOTE].rstrip() + "…"


@dataclass(slots=True)
class StorySheet:
    """The file as far as it has been read; `line` is the paragraph that is being read."""

    paragraphs: list[SheetParagraph] = field(default_factory=list)
    line: SheetParagraph = field(default_factory=SheetParagraph)
    bookmarks: dict[str, _Bookmark] = field(default_factory=dict)
    places: dict[str, CommentPlace] = field(default_factory=dict)
    open_comments: dict[str, CommentPlace] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)
    inside: dict[SheetParagraph, SheetParagraph] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    pictures: int = 0
    length: int = 0
    _covered: SheetParagraph | None = None

    def add(self, piece: TrackedPiece) -> None:
        """More words. Raises RefusedFile where they are too many."""
        self.length += len(piece.text) + sum(len(note_piece.text) for note_piece in piece.note or ())
        if self.length > MAX_WORD_TEXT:
            raise RefusedFile(_TOO_LONG)
        for marked_piece in (piece, *(piece.note or ())):
            self.line.marks |= dict.fromkeys(mark for mark in (marked_piece.inserted, marked_piece.deleted) if mark)
        self._cover()
        for place in self.open_comments.values():
            place.paragraph = place.paragraph or self.line
            (place.taken if piece.deleted else place.live).append(piece.text)
        self.line.pieces.append(piece)

    def _cover(self) -> None:
        """The words that are being added lie in all bookmarks that are open."""
        if self._covered is self.line:
            return
        self._covered = self.line
        for bookmark in self.bookmarks.values():
            if bookmark.home is None:
                bookmark.home = self.line
                self.line.anchors.setdefault(bookmark.name)
            elif bookmark.home is not self.line:
                self.line.within.setdefault(bookmark.name)

    def end_paragraph(self) -> None:
        """The paragraph is whole; a comment in it that holds no word is on it all the same."""
        self.paragraphs.append(self.line)
        self.line = SheetParagraph()

    def put_inside(self, lines: list[SheetParagraph], whole: SheetParagraph) -> None:
        """These paragraphs are those of a table, which is one of its own."""
        self.inside |= dict.fromkeys(lines, whole)
        self.paragraphs.append(whole)

    def begin_bookmark(self, key: str, name: str) -> None:
        self.bookmarks[key] = _Bookmark(name)
        self._covered = None
        self._limit(self.bookmarks)

    def end_bookmark(self, key: str) -> None:
        """A bookmark around nothing stays with the paragraph in which it ends."""
        bookmark = self.bookmarks.pop(key, None)
        if bookmark and bookmark.home is None:
            self.line.anchors.setdefault(bookmark.name)

    def begin_comment(self, key: str) -> None:
        self.open_comments[key] = self.places.setdefault(key, CommentPlace(None))
        self._limit(self.open_comments)

    @staticmethod
    def _limit(opened: Sized) -> None:
        if len(opened) > _MOST_OPEN:
            raise RefusedFile(_ENDLESS)

    def end_comment(self, key: str) -> None:
        """A comment around no word is on the paragraph in which it ends."""
        place = self.open_comments.pop(key, None)
        if place:
            place.paragraph = place.paragraph or self.line

    def refer_to_comment(self, key: str) -> None:
        """The sign of a comment; where no words are named, it says where the comment is."""
        place = self.places.setdefault(key, CommentPlace(self.line))
        place.paragraph = place.paragraph or self.line

    @property
    def move(self) -> str:
        """The name of the move that is open here, "" if none is."""
        return next(iter(self.moves.values()), "")
