"""Good practices of other coalitions, each with a source: data/practices.csv, in this order."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True)
class PracticeTag:
    """A step of a review or a theme.

    A step lasts until phase `until` (openupr/upr/data/phases.csv).
    """

    key: str
    label: str
    until: str


@dataclass(frozen=True, slots=True)
class Practice:
    """A good practice.

    `mark`: S their own account was read, M others' words. `issues`: keys of issues.

    `address` is "" where the source has none.
    """

    key: str
    title: str
    says: str
    steps: tuple[str, ...]
    themes: tuple[str, ...]
    issues: tuple[str, ...]
    mark: str
    source: str
    address: str
    read_on: date


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _tags(kind: str) -> tuple[PracticeTag, ...]:
    rows = (row for row in _rows("practice_tags.csv") if row["kind"] == kind)
    return tuple(PracticeTag(row["key"], row["label"], row["until"]) for row in rows)


def _practice(row: dict[str, str]) -> Practice:
    several = {name: tuple(row.pop(name).split()) for name in ("steps", "themes", "issues")}
    return Practice(read_on=date.fromisoformat(row.pop("read_on")), **several, **row)  # type: ignore[arg-type]


STEPS, THEMES = _tags("step"), _tags("theme")
PRACTICES = tuple(map(_practice, _rows("practices.csv")))


def fitting(*, step: str = "", theme: str = "") -> list[Practice]:
    """The practices of a step and a theme; "" for any."""
    return [
        practice
        for practice in PRACTICES
        if (not step or step in practice.steps) and (not theme or theme in practice.themes)
    ]


def current_step(ends: Mapping[str, date], *, today: date) -> str:
    """The first step that is not over; "" if none.

    `ends`: the last day of each phase that has one.
    """
    return next((step.key for step in STEPS if step.until in ends and ends[step.until] >= today), "")


def suggested_practice(
    *, step: str = "", theme: str = "", issues: Collection[str] = (), today: date
) -> Practice | None:
    """A fitting practice, another each week; first those on `issues`, or on no issue."""
    practices = [
        practice
        for practice in fitting(step=step, theme=theme)
        if not practice.issues or set(practice.issues) & set(issues)
    ]
    return practices[today.toordinal() // 7 % len(practices)] if practices else None
