from datetime import date

import pytest

from openupr.upr.days import days_after, is_of_our_time, next_month


@pytest.mark.parametrize(
    ("day", "days", "found"),
    [
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2026, 3, 1), -1, date(2026, 2, 28)),
        (date.max, 30, date.max),
        (date.min, -1, date.min),
    ],
)
def test_days_are_counted_to_the_end_of_the_calendar_and_no_further(day: date, days: int, found: date) -> None:
    assert days_after(day, days) == found


def test_the_month_after_the_last_is_where_the_calendar_ends() -> None:
    assert [next_month(day) for day in (date(2026, 1, 31), date(2026, 12, 1), date.max)] == [
        date(2026, 2, 1),
        date(2027, 1, 1),
        date.max,
    ]


def test_days_that_nobody_can_have_meant_are_told_from_others() -> None:
    assert [is_of_our_time(date(year, 1, 1)) for year in (1, 1999, 2000, 2099, 2100)] == [
        False, False, True, True, False,
    ]  # fmt: skip
