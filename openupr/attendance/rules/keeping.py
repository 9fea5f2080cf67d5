"""How long what people say about themselves is kept: days after the last day of the workshop, from
data/keeping.csv.

Days move with the workshop, but nothing outlives MOST_DAYS after the registration: putting a
workshop off again and again keeps nobody's data for ever.
"""

import csv
from datetime import date, timedelta
from pathlib import Path

from openupr.upr.days import days_after

MOST_DAYS = 365
# Everything: the registration itself.
ROW = "row"


def _read() -> dict[str, int]:
    with (Path(__file__).parent.parent / "data" / "keeping.csv").open(encoding="utf-8", newline="") as file:
        return {row["field"]: int(row["days"]) for row in csv.DictReader(file)}


DAYS = _read()
FIELDS = tuple(field for field in DAYS if field != ROW)


def deleted_on(field: str, *, last_day: date, registered_on: date) -> date:
    """The first day on which it is not there any more."""
    return min(days_after(last_day, DAYS[field]), days_after(registered_on, MOST_DAYS))


def gone(*, last_day: date, today: date) -> tuple[str, ...]:
    """The fields whose time is over for everybody in a workshop; ROW among them where nothing is
    left.
    """
    return tuple(field for field, days in DAYS.items() if (today - last_day).days >= days)


def registered_too_long_ago(today: date) -> date:
    """People who registered on this day or before are deleted, whatever became of the workshop."""
    return today - timedelta(days=MOST_DAYS)
