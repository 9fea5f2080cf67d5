"""From a first to a last day: what is known of a date, from one day to a whole year."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from openupr.upr.days import days_after

_SATURDAY = 6  # ISO number of the day


@dataclass(frozen=True, slots=True)
class Window:
    """All days from `first` to `last`; one day where they are the same. ValueError if it ends
    before it begins.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}.")

    @property
    def is_one_day(self) -> bool:
        return self.first == self.last

    @property
    def is_whole_months(self) -> bool:
        """Whether it begins and ends with a month: then only its months are known."""
        return self.first.day == 1 and days_after(self.last, 1).day == 1

    def days_left(self, today: date) -> int:
        """Days until it begins; 0 while it lasts; below 0 the days since it ended."""
        if today < self.first:
            return (self.first - today).days
        return min(0, (self.last - today).days)


def one_day(day: date, until: date | None = None) -> Window:
    """The window of one day, or from it until another."""
    return Window(day, until or day)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later (or, below 0, earlier); the month's last day
    where it is shorter.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_months(window: Window) -> Window:
    """The window widened to the whole months that it touches."""
    last = window.last
    return Window(window.first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1]))


def working_days_after(day: date, days: int) -> date:
    """So many days from Monday to Friday later (below 0: earlier); holidays are not known."""
    step = timedelta(days=1 if days > 0 else -1)
    left = abs(days)
    while left:
        day += step
        left -= day.isoweekday() < _SATURDAY
    return day
