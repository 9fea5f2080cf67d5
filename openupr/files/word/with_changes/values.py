"""What came back, as plain values."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["text", "heading", "bullet", "ordered", "table"]


class ChangeMark(NamedTuple):
    """Who made a tracked change, as the file names them, and when: as the file has it (ISO 8601),
    "" if it does not.
    """

    author: str
    when: str = ""


class TrackedPiece(NamedTuple):
    """Words in one manner.

    `note`: the words of a foot- or end note whose mark stands here (`text` is then empty).

    `inserted`, `deleted`: by whom; both where one person took out what another had put in.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    note: "tuple[TrackedPiece, ...] | None" = None
    inserted: ChangeMark | None = None
    deleted: ChangeMark | None = None


Pieces = tuple[TrackedPiece, ...]


def accepted(pieces: Iterable[TrackedPiece]) -> Pieces:
    """The words as they read with all changes accepted."""
    return tuple(_with_note(piece, accepted) for piece in pieces if piece.deleted is None)


def rejected(pieces: Iterable[TrackedPiece]) -> Pieces:
    """The words as they read with all changes rejected."""
    return tuple(_with_note(piece, rejected) for piece in pieces if piece.inserted is None)


def _with_note(piece: TrackedPiece, view: Callable[[Pieces], Pieces]) -> TrackedPiece:
    return piece if piece.note is None else piece._replace(note=view(piece.note))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedParagraph:
    """A paragraph, item of a list or whole table, as the text is divided with all changes accepted.

    `anchors` are bookmarks whose words begin here, `within` those whose words go on here. `gone`:
    it is there no more once all changes are accepted; `moved`: the name under which the file says
    that it was moved. `marks`: who inserted, deleted or moved something in it, in order, each once.
    Of a table `rows` hold the cells, `row_anchors` the bookmarks of each row, and `pieces` all
    words.
    """

    kind: Kind = "text"
    level: int = 0
    pieces: Pieces = ()
    rows: tuple[tuple[Pieces, ...], ...] = ()
    row_anchors: tuple[tuple[str, ...], ...] = ()
    anchors: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    marks: tuple[ChangeMark, ...] = ()
    gone: bool = False
    moved: str = ""

    @property
    def text(self) -> str:
        """The plain words with all changes accepted, notes left out."""
        return "".join(piece.text for piece in accepted(self.pieces))

    @property
    def text_before(self) -> str:
        """The plain words with all changes rejected, notes left out."""
        return "".join(piece.text for piece in rejected(self.pieces))


@dataclass(frozen=True, slots=True)
class ReturnedComment:
    """A comment: `paragraph` is a position in `ReturnedFile.paragraphs`, None where the file does
    not say where.

    `quoted` are the words it was put on; `answers` the position of the comment it is an answer to.
    """

    mark: ChangeMark
    text: str
    paragraph: int | None = None
    quoted: str = ""
    answers: int | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """The file: its paragraphs in order, gone ones too, and its comments, answers after what they
    answer.

    `unread` are parts with text of another kind (a web page put in), `pictures` how many there are:
    neither is read.
    """

    paragraphs: tuple[ReturnedParagraph, ...]
    comments: tuple[ReturnedComment, ...] = ()
    unread: tuple[str, ...] = ()
    pictures: int = 0

    @property
    def authors(self) -> tuple[str, ...]:
        """Everybody whom changes and comments name, in order, each once."""
        marks = [mark for paragraph in self.paragraphs for mark in paragraph.marks]
        named = [*marks, *(comment.mark for comment in self.comments)]
        return tuple(dict.fromkeys(mark.author for mark in named if mark.author))
