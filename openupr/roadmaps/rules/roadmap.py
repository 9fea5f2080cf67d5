"""The roadmap's ten questions, and when its lines are late."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openupr.coalitions.rules.refusals import Refused

_TABLE = Path(__file__).parent.parent / "data" / "roadmap_questions.csv"


@dataclass(frozen=True, slots=True)
class RoadmapQuestion:
    """A question of the workshop's sheet, in our words. `km` is Khmer; `km_status` says who has reviewed that.

    `part`: "introduction", "content" or "coordination"; `names_day`: its answer names a day for the timeline.
    """

    number: int
    key: str
    part: str
    names_day: bool
    en: str
    help: str
    km: str
    km_status: str
    source: str

    @property
    def km_reviewed(self) -> bool:
        return self.km_status != "unreviewed"


def _read() -> tuple[RoadmapQuestion, ...]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            RoadmapQuestion(number=int(row.pop("number")), names_day=bool(row.pop("names_day")), **row)
            for row in csv.DictReader(file)
        )


QUESTIONS = _read()
BY_NUMBER = {question.number: question for question in QUESTIONS}
# The machine answers these from the record; the group's own note stands beside it.
FROM_THE_RECORD = frozenset({"similar", "responses"})
# The group's own page answers these, as soon as organisations take part or a rapporteur is appointed.
FROM_THE_GROUP = tuple(question.number for question in QUESTIONS if question.key in {"organisations", "rapporteur"})


class NoSuchQuestion(Refused):
    """The roadmap has ten questions, 1 to 10."""

    def __init__(self, number: int) -> None:
        super().__init__(f"The roadmap has the questions 1 to {len(QUESTIONS)}; there is no question {number}.")


def roadmap_question(number: int) -> RoadmapQuestion:
    """The question of this number. Raises NoSuchQuestion."""
    if number not in BY_NUMBER:
        raise NoSuchQuestion(number)
    return BY_NUMBER[number]


def timeline_key(number: int) -> str:
    """What the day that an answer names is called in the group's calendar."""
    return f"roadmap-{number}"


def due_key(number: int) -> str:
    """What the day until when a question is to be answered is called there."""
    return f"question-{number}"


def is_late(due: date | None, *, done: bool, today: date) -> bool:
    """Whether something that was due before today is not done."""
    return due is not None and due < today and not done
