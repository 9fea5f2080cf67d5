"""The cast of coalitions, a workshop of theirs, and people on its list."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from openupr.attendance.door import enter_from_paper
from openupr.attendance.models import Registration
from openupr.attendance.registrations import register_person
from openupr.coalitions.tests.examples.cast import Cast
from openupr.workshops.models import Workshop
from openupr.workshops.tests.conftest import (  # noqa: F401
    browser_of,
    home,
    maly,
    the_cast,
    two_days,
    workshop,
)
from openupr.workshops.workshops import plan_workshop

FIRST = date(2026, 3, 12)
SECOND = date(2026, 3, 13)
Register = Callable[..., Registration]
Fill = Callable[..., None]


@pytest.fixture
def ours(cast: Cast) -> Workshop:
    """Two days in March 2026, in Khmer and English; it is over by today."""
    return plan_workshop(
        by=cast.sophea,
        coalition=cast.coalition,
        kind="submission",
        title="Ours",
        languages=["km", "en"],
        first_day=FIRST,
        days=2,
    )


@pytest.fixture
def register(cast: Cast, ours: Workshop) -> Register:
    """`register("Chan", area="rural")`: on the list of `ours`, a week before it."""

    def put_on(name: str = "Somebody", *, today: date = date(2026, 3, 5), **answers: Any) -> Registration:
        return register_person(by=cast.sophea, workshop=ours, answers={"name": name, **answers}, today=today)

    return put_on


@pytest.fixture
def fill(cast: Cast, ours: Workshop) -> Fill:
    """`fill(70, women=31, rural=28, first=45, days=(66, 61))`: that many people; the first of them are the women."""

    def people(total: int, *, women: int = 0, rural: int = 0, first: int = 0, days: tuple[int, ...] = ()) -> None:
        Registration.objects.bulk_create(
            Registration(
                workshop=ours,
                number=number,
                name=f"Person {number}",
                gender="woman" if number <= women else "",
                gender_group="women" if number <= women else "",
                # From the other end: who is both depends on how many there are.
                area="rural" if number > total - rural else "urban",
                first_time=True if number <= first else None,
                language="km",
                registered_on=FIRST,
            )
            for number in range(1, total + 1)
        )
        for day, came in zip(ours.days.all(), days, strict=False):
            enter_from_paper(by=cast.sophea, workshop=ours, day=day, numbers=frozenset(range(1, came + 1)))

    return people
