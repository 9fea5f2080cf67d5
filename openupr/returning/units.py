"""The pieces that are compared: a paragraph, an item of a list, a table, a heading."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from openupr.files.word.with_changes import ReturnedFile, ReturnedParagraph
from openupr.files.word.with_changes.values import accepted, rejected
from openupr.returning.wording import markup, table, words_of

MOST_UNITS = 3_000
"""A submission has some two hundred."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One of them, as markup with all changes accepted; "" where nothing is left of it (`gone`).

    `before` are its plain words with all changes rejected, `names` who changed it, `when` last (as
    the file has it).
    """

    kind: str
    level: int
    text: str
    before: str
    anchors: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    when: str = ""
    gone: bool = False
    moved: bool = False

    @property
    def is_item(self) -> bool:
        return self.kind in {"bullet", "ordered"}

    @property
    def lives(self) -> bool:
        """Whether it has words."""
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class UnitComment:
    """A comment: on which unit (None: nowhere), on which words; `answer`: it answers the one before
    it.
    """

    name: str
    when: str
    text: str
    unit: int | None
    quoted: str = ""
    answer: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned file, ready to be compared.

    `left_out` are parts that were not read and pictures.
    """

    units: tuple[Unit, ...]
    comments: tuple[UnitComment, ...] = ()
    left_out: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody it names, each once."""
        names = [name for unit in self.units for name in unit.names]
        return tuple(dict.fromkeys([*names, *(comment.name for comment in self.comments if comment.name)]))

    def as_data(self) -> dict[str, Any]:
        """As plain data; `from_data` makes it again."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Returned":
        """Of what `as_data` gave, possibly by way of JSON."""
        units = []
        for row in data["units"]:
            fields: dict[str, Any] = {key: tuple(it) if isinstance(it, list) else it for key, it in row.items()}
            units.append(Unit(**fields))
        return cls(tuple(units), tuple(UnitComment(**comment) for comment in data["comments"]), data["left_out"])


def returned_of(file: ReturnedFile) -> Returned:
    """The units of a file in order; comments name them by their position."""
    comments = tuple(
        UnitComment(
            name=comment.mark.author,
            when=comment.mark.when,
            text=comment.text,
            unit=comment.paragraph,
            quoted=" ".join(comment.quoted.split()),
            answer=comment.answers is not None,
            done=comment.done,
        )
        for comment in file.comments
    )
    return Returned(tuple(map(unit_of, file.paragraphs)), comments, len(file.unread) + file.pictures)


def unit_of(paragraph: ReturnedParagraph) -> Unit:
    """A paragraph as it is compared."""
    return Unit(
        kind=paragraph.kind,
        level=paragraph.level,
        text="" if paragraph.gone else _text(paragraph),
        before=words_of(rejected(paragraph.pieces)),
        anchors=paragraph.anchors,
        within=paragraph.within,
        names=tuple(dict.fromkeys(mark.author for mark in paragraph.marks if mark.author)),
        when=max((mark.when for mark in paragraph.marks), default=""),
        gone=paragraph.gone,
        moved=bool(paragraph.moved),
    )


def _text(paragraph: ReturnedParagraph) -> str:
    if paragraph.kind != "table":
        return markup(accepted(paragraph.pieces))
    rows = [[accepted(cell) for cell in row] for row in paragraph.rows]
    living = [row for row in rows if any(piece.text.strip() for cell in row for piece in cell)]
    return table(living) if living else ""


def composed(units: Sequence[Unit]) -> str:
    """Units as the markup of one paragraph: items of a list beneath each other, everything else
    apart.
    """
    text = ""
    for number, unit in enumerate(units):
        if number:
            together = unit.is_item and units[number - 1].is_item
            text += "\n" if together else "\n\n"
        text += (
            f"{'   ' * unit.level}{'-' if unit.kind == 'bullet' else '1.'} {unit.text}" if unit.is_item else unit.text
        )
    return text
