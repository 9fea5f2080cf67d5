"""The roadmap's questions, each a row of `data/roadmap_questions.csv`, and when its lines are
overdue.
"""

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from openupr.coalitions.rules.refusals import Refused

TABLE = Path(__file__).parent.parent / "data" / "roadmap_questions.csv"


class Kind(StrEnum):
    """What answers a question besides the text that the group writes."""

    TEXT = "text"
    """Nothing: the group alone."""
    FOCUS = "focus"
    ORGANISATIONS = "organisations"
    RAPPORTEUR = "rapporteur"
    """These three the group's own page."""
    RECOMMENDATIONS = "recommendations"
    """The group's recommendations; what the device on a group's table or a paper sheet says here
    becomes some.
    """
    ASKED_BEFORE = "asked-before"
    """The record: who recommended something similar."""
    RESPONSES = "responses"
    """The record: what was answered to these."""
    FOLLOW_UP = "follow-up"
    """What the group follows up."""


# These are done as soon as organisations take part, a rapporteur is appointed or enough
# recommendations are written, without a word of the group.
_DONE_BY_ITSELF = frozenset({Kind.ORGANISATIONS, Kind.RAPPORTEUR, Kind.RECOMMENDATIONS})
_FROM_THE_RECORD = frozenset({Kind.ASKED_BEFORE, Kind.RESPONSES})


@dataclass(frozen=True, slots=True)
class RoadmapQuestion:
    """A question of the workshop's sheet, in our words.

    `number`: what answers are kept by. `date_title`: what the day that the answer names is called
    in the timeline, "" where it names none; `date_owner`: whose that day is while the answer has no
    owner; `day_answers`: the day is the whole answer. `side` ("front", "back") and `lines`: its
    place on the printed sheet. `km`, `help_km`: both texts in Khmer; `km_status` says who has
    reviewed that.
    """

    number: int
    key: str
    kind: Kind
    date_title: str
    date_owner: str
    day_answers: bool
    side: str
    lines: int
    en: str
    help: str
    km: str
    help_km: str
    km_status: str
    source: str

    @property
    def names_day(self) -> bool:
        """Whether its answer names a day for the timeline."""
        return bool(self.date_title)

    @property
    def km_reviewed(self) -> bool:
        return self.km_status != "unreviewed"

    @property
    def from_the_record(self) -> bool:
        """Whether the record answers it; the group's own note stands beside that."""
        return self.kind in _FROM_THE_RECORD

    @property
    def done_by_itself(self) -> bool:
        """Whether the group's own page can answer it, without a status set by a person."""
        return self.kind in _DONE_BY_ITSELF


@cache
def questions() -> tuple[RoadmapQuestion, ...]:
    """All of them in the order of the sheet. Raises ValueError where a row has no such kind, or the
    number of another.
    """
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = tuple(_question(row) for row in csv.DictReader(file, strict=True))
    if len({question.number for question in rows}) < len(rows):
        raise ValueError(f"{TABLE.name}: two questions have the same number.")
    return rows


def _question(row: dict[str, str]) -> RoadmapQuestion:
    number, kind, lines = int(row.pop("number")), Kind(row.pop("kind")), int(row.pop("lines"))
    day_answers = row.pop("day_answers") == "1"
    return RoadmapQuestion(number=number, kind=kind, lines=lines, day_answers=day_answers, **row)


def numbers_of(*kinds: Kind) -> tuple[int, ...]:
    """The numbers of the questions of these kinds."""
    return tuple(question.number for question in questions() if question.kind in kinds)


class NoSuchQuestion(Refused):
    """The roadmap has no question of this number."""

    def __init__(self, number: int) -> None:
        last = max(question.number for question in questions())
        sentence = "The roadmap has the questions 1 to %(last)s; there is no question %(number)s."
        super().__init__(sentence, last=last, number=number)


def roadmap_question(number: int) -> RoadmapQuestion:
    """The question of this number. Raises NoSuchQuestion."""
    for question in questions():
        if question.number == number:
            return question
    raise NoSuchQuestion(number)


def route_question() -> RoadmapQuestion:
    """The question whose answer tells which route the group takes: what it does next."""
    return next(question for question in questions() if question.key == "steps")


def timeline_key(number: int | str) -> str:
    """What the day that an answer names is called in the group's calendar."""
    return f"roadmap-{number}"


def due_key(number: int) -> str:
    """What the day until when a question is to be answered is called there."""
    return f"question-{number}"


def is_overdue(due: date | None, *, done: bool, today: date) -> bool:
    """Whether something that was due before today is not done."""
    return due is not None and due < today and not done
