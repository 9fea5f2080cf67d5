"""The questions that an evaluation may ask: a small set, from which a coordinator chooses.

None asks what somebody is: an answer that names a group would point to people.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"
LONGEST_REMARK = 1000
"""Characters of what somebody writes under a question."""


@dataclass(frozen=True, slots=True)
class BoxChoice:
    """One answer to choose; `is_high` where it counts as agreeing, much or right."""

    value: str
    label: Mapping[str, str]
    is_high: bool


@dataclass(frozen=True, slots=True)
class BoxQuestion:
    """A question in English and, unconfirmed, in Khmer; without `choices` it is answered in
    writing.
    """

    key: str
    label: Mapping[str, str]
    choices: tuple[BoxChoice, ...]
    why: str
    source: str

    @property
    def is_written(self) -> bool:
        return not self.choices

    @property
    def scale(self) -> tuple[int, ...] | None:
        """What each answer counts, where these are numbered steps; None where they are not."""
        values = [choice.value for choice in self.choices]
        return tuple(map(int, values)) if values and all(value.isdecimal() for value in values) else None


def _rows(table: str) -> list[dict[str, str]]:
    with (_DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _choices(answers: str) -> tuple[BoxChoice, ...]:
    rows = [row for row in _rows("answers") if row["answers"] == answers]
    return tuple(BoxChoice(row["value"], {"en": row["en"], "km": row["km"]}, bool(row["is_high"])) for row in rows)


QUESTIONS: Mapping[str, BoxQuestion] = {
    row["key"]: BoxQuestion(
        row["key"],
        {"en": row["en"], "km": row["km"]},
        _choices(row["answers"]) if row["kind"] == "one" else (),
        row["why"],
        row["source"],
    )
    for row in _rows("questions")
}
"""All of them by key, in the order in which they are asked."""
USUAL = ("useful", "understood", "knew-before", "know-now", "can-use", "heard", "safe", "best", "better", "need")
"""What is asked unless somebody chooses."""


def asked_of_box(keys: Iterable[str]) -> list[BoxQuestion]:
    """The questions with these keys, in the set's order; unknown keys are left out."""
    wanted = set(keys)
    return [question for key, question in QUESTIONS.items() if key in wanted]
