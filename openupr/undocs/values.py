"""What the documents say, as plain values."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from openupr.upr.states import by_iso3

Kind = Literal["working-group-report", "addendum", "thematic-list", "stakeholder-summary"]
Position = Literal["supported", "noted", "partly", "pending", ""]
"""As openupr.upr.responses names them; "" where the document does not say."""


class CellPlace(NamedTuple):
    """The nth table of the file, its nth row, the row's nth cell; all from 0, tables inside cells
    not counted.
    """

    table: int
    row: int
    cell: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a page, or a paragraph of a Word file.

    `left` and `size` in points, 0.0 where they are not known.

    `notes`: the signs of footnotes that stood raised in it ("2", "**"); they are not in `text`.
    """

    page: int | None
    text: str
    left: float = 0.0
    size: float = 0.0
    bold: bool = False
    notes: tuple[str, ...] = ()


class DocumentPassage(NamedTuple):
    """Words of the document that help to decide about a problem.

    `number`: of its paragraph, where it has one.

    Where it is a recommendation of the dialogue, `states` and `position` are those that the
    document tells of it.
    """

    text: str
    page: int | None = None
    number: str = ""
    states: tuple[str, ...] = ()
    position: Position = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a person has to decide.

    `page` counts from 1; None where the file has no pages (Word).
    """

    page: int | None
    kind: str
    message: str
    number: str = ""
    """The paragraph it is about, where it is about one."""
    items: tuple[int, ...] = ()
    """Which items of a report it is about, counted from 0."""
    passages: tuple[DocumentPassage, ...] = ()

    @property
    def key(self) -> str:
        """The same for the same problem of the same document, whenever it is read."""
        parts = "\x1f".join((self.kind, self.number, self.message))
        return hashlib.blake2b(parts.encode(), digest_size=8).hexdigest()

    def __str__(self) -> str:
        where = f"page {self.page}" if self.page else "in the text"
        return f"Problem, {where}: {self.message}"


@dataclass(frozen=True, slots=True)
class ReadItem:
    """A recommendation: one paragraph number and one wording.

    `states` are ISO codes, in the document's order.

    `source_position` is the sentence or cell that `position` was read from. A paragraph with two
    wordings is two items with one number; `themes`, `persons` and `sdgs` come from thematic lists
    only.
    """

    number: str
    text: str
    states: tuple[str, ...]
    position: Position = ""
    page: int | None = None
    source_position: str = ""
    themes: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    sdgs: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "text": self.text,
            "states": list(self.states),
            "position": self.position or None,
            "page": self.page,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class UnDocument:
    """What every kind of document has.

    `state` is an ISO code, "" where it is not known; `session` the Working Group's, None where it
    is not known.
    """

    kind: Kind
    symbol: str
    state: str
    session: int | None = None
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "symbol": self.symbol,
            "state": by_iso3(self.state).name if self.state else None,
            "iso3": self.state or None,
            "session": self.session,
        }

    def in_words(self) -> list[str]:
        """What a person reads on the command line: a line or more for each thing the document
        says.
        """
        sentence = f"{self.symbol or 'A document without a symbol'}: {self.kind}, {self.state or 'no State'}"
        return [sentence + (f", session {self.session}" if self.session else ""), *map(str, self.problems)]

    def problems_as_json(self) -> list[dict[str, Any]]:
        return [
            {"page": problem.page, "kind": problem.kind, "message": problem.message, "number": problem.number or None}
            | ({"passages": [passage._asdict() for passage in problem.passages]} if problem.passages else {})
            for problem in self.problems
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingGroupReport(UnDocument):
    """A Working Group's report."""

    items: tuple[ReadItem, ...] = ()

    def in_words(self) -> list[str]:
        rows = (
            f"{item.number} {item.text} ({', '.join(item.states) or 'no State'}) [{item.position or 'no position'}]"
            for item in self.items
        )
        return [*UnDocument.in_words(self), *rows]

    def as_json(self) -> dict[str, Any]:
        return (
            UnDocument.as_json(self)
            | {"recommendations": [item.as_json() for item in self.items]}
            | {"problems": self.problems_as_json()}
        )


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What an addendum says of one recommendation.

    `number` is as written there: "140.7", or "18" alone.

    `position` is told by the sentence or entry itself, `heading` by the heading above it. `told_by`
    says which.
    """

    number: str
    position: Position
    explanation: str = ""
    page: int | None = None
    told_by: Literal["list", "entry", "heading"] = "list"
    heading: Position = ""
    passages: tuple[DocumentPassage, ...] = ()

    @property
    def final(self) -> Position:
        return self.position or self.heading


@dataclass(frozen=True, slots=True)
class AllOthers:
    """What an addendum says of every recommendation that it does not name ("All others are noted").

    `paragraph`: only of this paragraph of the report. `count`: how many they are, where the
    sentence says so.
    """

    position: Position
    sentence: str
    page: int | None = None
    paragraph: int | None = None
    count: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("position", "sentence", "page", "paragraph", "count")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum(UnDocument):
    """A State's answers.

    `stated` are the totals that it names itself; `paragraph` is the report's, where numbers are
    written without it and the addendum says which it is.
    """

    answers: tuple[GivenAnswer, ...] = ()
    all_others: AllOthers | None = None
    stated: dict[Position, tuple[int, ...]] = field(default_factory=dict)
    paragraph: int | None = None

    def counted(self) -> dict[Position, int]:
        """How many answers of each position were read."""
        return dict(Counter(answer.final for answer in self.answers if answer.final))

    def number_of(self, answer: GivenAnswer) -> str:
        """Its number as the report prints it, where the addendum tells the paragraph."""
        bare = "." not in answer.number and self.paragraph is not None
        return f"{self.paragraph}.{answer.number}" if bare else answer.number

    def in_words(self) -> list[str]:
        rows = [f"{self.number_of(answer)} {answer.final or 'no position'}" for answer in self.answers]
        if self.all_others:
            rows.append(f"All others: {self.all_others.position} (“{self.all_others.sentence}”)")
        return [*UnDocument.in_words(self), *rows]

    def as_json(self) -> dict[str, Any]:
        return (
            UnDocument.as_json(self)
            | {
                "positions": [
                    {
                        "number": self.number_of(answer),
                        "position": answer.final or None,
                        "explanation": answer.explanation,
                        "page": answer.page,
                    }
                    for answer in self.answers
                ],
                "all_others": self.all_others.as_json() if self.all_others else None,
                "totals": self.counted() | {"stated": {name: list(counts) for name, counts in self.stated.items()}},
            }
            | {"problems": self.problems_as_json()}
        )


@dataclass(frozen=True, slots=True)
class ListedItem(ReadItem):
    """A recommendation of a thematic list. `position_from` is where OHCHR has the position from
    ("A/HRC/59/15/Add.1 - Para.3"), `sections` the themes it stands under.

    `printed` is the text with the blanks that the list sets where none belongs (`stray_blanks`).
    `rows` are the places of the first cell of each of its rows, `assessments` those of the cells
    beside them that wait for an assessment, in lists that have them: `tables.cell_at` finds them in
    the very same file. `assessed`: somebody wrote into one of these. `beside`: what columns say
    that are not known here, with the columns' heads.
    """

    position_from: str = ""
    printed: str = ""
    sections: tuple[str, ...] = ()
    rows: tuple[CellPlace, ...] = ()
    assessments: tuple[CellPlace, ...] = ()
    assessed: bool = False
    beside: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return ReadItem.as_json(self) | {
            "source_response": self.source_position,
            "position_from": self.position_from,
            "themes": list(self.themes),
            "persons": list(self.persons),
            "sdgs": list(self.sdgs),
        }


class ListComment(NamedTuple):
    """What a list says beside a recommendation: "Comments: Information sent in a letter".

    `row` of its table counts from 1.
    """

    number: str
    text: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ThematicList(UnDocument):
    """OHCHR's thematic list. `columns` are those of its table: list_columns.csv names them."""

    items: tuple[ListedItem, ...] = ()
    columns: tuple[str, ...] = ()
    comments: tuple[ListComment, ...] = ()

    def comments_on(self, number: str) -> list[str]:
        """The comments on a number, in the list's order."""
        return [comment.text for comment in self.comments if number and comment.number == number]

    @property
    def has_notes(self) -> bool:
        """Whether it holds more than OHCHR's list does: assessments, or a column that is not known
        here.
        """
        return any(item.assessed or item.beside for item in self.items)

    def in_words(self) -> list[str]:
        rows = (
            f"{item.number} {item.text} ({', '.join(item.states) or 'no State'}) [{item.position or 'no position'}]"
            f" {'; '.join(item.themes)}"
            for item in self.items
        )
        comments = (f"{comment.number} {comment.text}" for comment in self.comments)
        return [*UnDocument.in_words(self), *rows, *comments]

    def as_json(self) -> dict[str, Any]:
        return (
            UnDocument.as_json(self)
            | {"recommendations": [item.as_json() for item in self.items]}
            | ({"comments": [comment._asdict() for comment in self.comments]} if self.comments else {})
            | {"problems": self.problems_as_json()}
        )


@dataclass(frozen=True, slots=True)
class ListedSubmission:
    """A submission in a summary's list.

    `attached`: a document that came with another, cited by a code of its own.
    """

    code: str
    organisations: tuple[str, ...]
    attached: bool = False


class Citation(NamedTuple):
    """A submission that a note cites, and where in it: "paras. 34 and 38", "p. 2"; "" where the
    note does not say.

    `paragraphs`: those of the submission that it names by whole numbers.
    """

    code: str
    where: str
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered paragraph of a summary, and the codes of the submissions that its notes cite, each
    once.
    """

    paragraph: str
    text: str
    codes: tuple[str, ...]
    page: int | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeholderSummary(UnDocument):
    """OHCHR's summary of what stakeholders submitted."""

    submissions: tuple[ListedSubmission, ...] = ()
    points: tuple[Point, ...] = ()

    def citing(self, code: str) -> tuple[Point, ...]:
        """The points that cite a submission."""
        return tuple(point for point in self.points if code in point.codes)

    @property
    def cited(self) -> str:
        """ "JS1: 20, 33; JS2: 5": the points that cite each submission, then those that no point
        cites.
        """
        points = {
            submission.code: ", ".join(point.paragraph for point in self.citing(submission.code))
            for submission in self.submissions
        }
        sentences = ["; ".join(f"{code}: {numbers}" for code, numbers in points.items() if numbers)]
        if without := [code for code, numbers in points.items() if not numbers]:
            sentences.append(f"Not cited: {', '.join(without)}")
        return ". ".join(sentences)

    def in_words(self) -> list[str]:
        rows = (f"{submission.code}: {'; '.join(submission.organisations)}" for submission in self.submissions)
        points = (f"{point.paragraph}. {point.text} [{', '.join(point.codes)}]" for point in self.points)
        return [*UnDocument.in_words(self), *rows, *points]

    def as_json(self) -> dict[str, Any]:
        return (
            UnDocument.as_json(self)
            | {
                "submissions": [
                    {"code": submission.code, "organisations": list(submission.organisations)}
                    for submission in self.submissions
                ],
                "points": [
                    {
                        "paragraph": point.paragraph,
                        "text": point.text,
                        "codes": list(point.codes),
                        "page": point.page,
                        "citations": [citation._asdict() for citation in point.citations],
                    }
                    for point in self.points
                ],
            }
            | {"problems": self.problems_as_json()}
        )
