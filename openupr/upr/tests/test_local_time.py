from zoneinfo import ZoneInfo

import pytest

from openupr.upr.local_time import GENEVA, local_time
from openupr.upr.states import STATES


def test_every_state_has_a_time_zone_that_exists_and_days_of_rest() -> None:
    for state in STATES:
        local = local_time(state.iso3)
        ZoneInfo(local.time_zone)
        assert local.rest_days <= set(range(1, 8))
        assert 1 <= len(local.rest_days) <= 2


@pytest.mark.parametrize(
    ("iso3", "zone", "rest"),
    [
        ("KHM", "Asia/Phnom_Penh", {6, 7}),
        ("CHE", GENEVA, {6, 7}),
        ("EGY", "Africa/Cairo", {5, 6}),
        ("USA", "America/New_York", {6, 7}),
        ("IRN", "Asia/Tehran", {5}),
    ],
)
def test_the_local_time_of_some_states(iso3: str, zone: str, rest: set[int]) -> None:
    assert (local_time(iso3).time_zone, local_time(iso3).rest_days) == (zone, rest)


def test_what_is_no_state_has_no_time() -> None:
    with pytest.raises(KeyError):
        local_time("XXX")
