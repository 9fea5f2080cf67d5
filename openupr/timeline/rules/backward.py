"""The plan from today to the day submissions are due, counted back from that day."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

_TABLE = Path(__file__).parents[1] / "data" / "plan_steps.csv"
_LEAD = 7  # days to gather before the first step, where there is time enough
MOST_DAYS = 1000


@dataclass(frozen=True, slots=True)
class BackwardStep:
    """A step towards the submission, how many days before the deadline it is best done, and by
    whom.
    """

    key: str
    title: str
    days_before: int
    whose: str
    meaning: str
    source: str


def _read() -> tuple[BackwardStep, ...]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            BackwardStep(row["key"], row["title"], int(row["days_before"]), row["whose"], row["meaning"], row["source"])
            for row in csv.DictReader(file, strict=True)
        )


STEPS = _read()
STEP_ORDER = {step.key: number for number, step in enumerate(STEPS)}


def laid_out(
    *, deadline: date, today: date, rest_days: Collection[int] = (6, 7), spacing: Mapping[str, int] | None = None
) -> list[tuple[BackwardStep, date]]:
    """The steps with their days, from today to the deadline.

    With time enough each stands as many days before the deadline as its table says. With less, all
    come closer together in the same proportion, on different days for as long as there are days,
    and off the weekly days of rest where that leaves their order. `spacing` (days before the
    deadline, by step) is kept as it was given. ValueError when the deadline is not ahead, for a
    step nobody knows, and for days below 0 or above MOST_DAYS.
    """
    spacing = spacing or {}
    room = (deadline - today).days
    if room < 1:
        raise ValueError("The deadline is not ahead.")
    for key, days in spacing.items():
        if key not in STEP_ORDER or not 0 <= days <= MOST_DAYS:
            raise ValueError(f"“{key}” cannot be {days} days before the deadline.")
    days_before = _fitted(room)
    planned = [deadline - timedelta(days=number) for number in days_before]
    _avoid(planned, deadline, today, rest_days)
    return [
        (step, deadline - timedelta(days=spacing[step.key]) if step.key in spacing else day)
        for step, day in zip(STEPS, planned, strict=True)
    ]


def _fitted(room: int) -> list[int]:
    """Days before the deadline for every step when `room` days are left, falling, none above
    `room`.
    """
    wanted = [step.days_before for step in STEPS]
    scale = min(1.0, room / (wanted[0] + _LEAD))
    days = [round(number * scale) for number in wanted]
    least = 1 if room > len(days) else 0
    for at in reversed(range(len(days))):
        later = days[at + 1] + 1 if at + 1 < len(days) else least
        days[at] = max(days[at], later)
    return [min(number, max(room - at, 0)) for at, number in enumerate(days)]


def _avoid(planned: list[date], deadline: date, today: date, rest_days: Collection[int]) -> None:
    """Move days off the weekly rest, from the last step to the first: earlier where possible, else
    later.
    """
    for at in reversed(range(len(planned))):
        if planned[at].isoweekday() not in rest_days:
            continue
        earliest = planned[at - 1] + timedelta(days=1) if at else today
        latest = (planned[at + 1] if at + 1 < len(planned) else deadline) - timedelta(days=1)
        earlier = [planned[at] - timedelta(days=days) for days in range(1, 7)]
        later = [planned[at] + timedelta(days=days) for days in range(1, 7)]
        for day in (*earlier, *later):
            if max(earliest, today) <= day <= latest and day.isoweekday() not in rest_days:
                planned[at] = day
                break
