"""Counting days without leaving the calendar: a slip of the hand, such as the year 9999, must not
stop a page.
"""

from datetime import date, timedelta

# Of days that people give; what lies outside is a slip of the hand.
FIRST_YEAR, LAST_YEAR = 2000, 2099
_FRIDAY = 5  # ISO number of the day


def is_of_our_time(day: date, *, since: int = FIRST_YEAR) -> bool:
    """Whether people can have meant a day."""
    return since <= day.year <= LAST_YEAR


def days_after(day: date, days: int) -> date:
    """So many days later (below 0: earlier), or the last (first) day that a calendar has."""
    return day + timedelta(days=max((date.min - day).days, min(days, (date.max - day).days)))


def next_month(day: date) -> date:
    """The first day of the next month, or the last day that a calendar has."""
    return days_after(day.replace(day=1), 32).replace(day=1) if day < date.max.replace(day=1) else date.max


def off_the_weekend(day: date) -> date:
    """The same day, or the Monday after it where it is a Saturday or a Sunday."""
    return days_after(day, (8 - day.isoweekday()) % 7 if day.isoweekday() > _FRIDAY else 0)


def in_its_week(day: date, weekday: int) -> date:
    """The day of the same week, Monday to Sunday, with this ISO number."""
    return days_after(day, weekday - day.isoweekday())
