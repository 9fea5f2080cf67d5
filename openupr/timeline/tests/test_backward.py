"""The plan back from the deadline: roomy where there is time, close where there is little, always in order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.timeline.rules.backward import STEPS, laid_out

DEADLINE = date(2018, 7, 12)
weeks = st.sets(st.integers(1, 7), min_size=1, max_size=2)


def days(room: int, **given: object) -> list[date]:
    return [day for _, day in laid_out(deadline=DEADLINE, today=DEADLINE - timedelta(days=room), **given)]


@given(st.dates(date(2010, 1, 1), date(2040, 1, 1)), st.integers(1, 400), weeks)
def test_every_plan_lies_between_today_and_the_deadline_in_order(today: date, room: int, rest: set[int]) -> None:
    deadline = today + timedelta(days=room)
    steps = laid_out(deadline=deadline, today=today, rest_days=rest)
    assert [step for step, _ in steps] == list(STEPS)
    planned = [day for _, day in steps]
    assert planned == sorted(planned)
    assert today <= planned[0]
    assert planned[-1] <= deadline
    if room > len(STEPS):
        assert len(set(planned)) == len(STEPS)
        assert planned[-1] < deadline
    if room >= 40:
        assert not {day.isoweekday() for day in planned} & rest


def test_with_time_enough_the_spacing_is_that_of_the_table() -> None:
    assert [(DEADLINE - day).days for day in days(120, rest_days=())] == [step.days_before for step in STEPS]


def test_with_half_the_time_everything_is_half_as_far() -> None:
    assert [(DEADLINE - day).days for day in days(45, rest_days=())] == [42, 28, 17, 10, 5, 1]


def test_in_the_last_days_steps_fall_together_rather_than_after_the_deadline() -> None:
    assert [(DEADLINE - day).days for day in days(3, rest_days=())] == [3, 2, 1, 0, 0, 0]


def test_a_spacing_of_ones_own_is_kept_even_on_a_sunday() -> None:
    planned = dict(zip([step.key for step in STEPS], days(120, spacing={"validation": 18}), strict=True))
    assert planned["validation"] == date(2018, 6, 24)
    assert planned["validation"].isoweekday() == 7


@pytest.mark.parametrize("spacing", [{"validation": -1}, {"validation": 5000}, {"party": 3}])
def test_a_spacing_that_makes_no_sense_is_refused(spacing: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="before the deadline"):
        days(120, spacing=spacing)


def test_behind_the_deadline_there_is_nothing_to_plan() -> None:
    with pytest.raises(ValueError, match="not ahead"):
        days(0)
