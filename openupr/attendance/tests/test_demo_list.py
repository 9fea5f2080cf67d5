"""The demo's list shows what the pages of attendance are for: who came, figures that may be told, the balance."""

from datetime import timedelta

import pytest

from openupr.attendance.balance import balance_of
from openupr.attendance.demo import CAME, REGISTERED, count_who_speaks, fill_the_list
from openupr.attendance.figures import publish_from_list, published
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_of
from openupr.workshops.demo import hold_workshop

# Much the same services as other tests call there one by one.
pytestmark = pytest.mark.thorough("on PostgreSQL")


def test_its_figures_may_be_told_and_its_balance_is_counted(cast: Cast) -> None:
    today = today_of(cast.coalition)
    workshop = hold_workshop(coalition=cast.coalition, first_day=today - timedelta(days=1))
    fill_the_list(by=cast.sophea, workshop=workshop, today=today)
    names = list(workshop.registrations.values_list("name", flat=True))
    assert len(set(names)) == REGISTERED
    count_who_speaks(by=cast.sophea, workshop=workshop)
    publish_from_list(by=cast.sophea, workshop=workshop, today=today)
    told = published(workshop)
    assert told
    assert (told.total, list(told.days.values())) == (CAME, [62, 62])
    assert all(told.share(*each) for each in (("gender", "women"), ("area", "rural"), ("first-time", "yes")))
    found = balance_of(workshop)
    assert found.named_not_counted == 0
    assert found.speaking.women < found.speaking.people / 2
    assert [each.too_few for each in found.languages] == [True, True]
