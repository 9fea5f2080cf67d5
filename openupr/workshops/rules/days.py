"""The days of a workshop."""

from datetime import date

from openupr.upr.days import days_after, is_of_our_time

from .refusals import AnotherCentury


def fit(day: date) -> date:
    """The day, if a workshop can be held on it. Raises AnotherCentury."""
    if not is_of_our_time(day):
        raise AnotherCentury
    return day


def days_from(first: date, number: int) -> list[date]:
    """So many days one after the other, at least one. Raises AnotherCentury."""
    return [fit(days_after(first, at)) for at in range(max(1, number))]


def day_after(last: date) -> date:
    """The day after. Raises AnotherCentury."""
    return fit(days_after(last, 1))
