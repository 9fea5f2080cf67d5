"""Who makes an address for a telephone is told every word that it shows where titles are left out."""

from datetime import date

import pytest
from django.urls import reverse

from openupr.coalitions.services.dates import WhenGiven, add_group_date
from openupr.timeline.queries.ics import neutral_title
from openupr.timeline.rules.entries import DateEntry
from openupr.timeline.rules.statuses import EVENT, PHASE, STEP, TASK
from openupr.timeline.rules.windows import one_day

from .conftest import SignIn
from .examples.cast import Cast
from .test_timeline import SOON, TODAY


@pytest.mark.parametrize("page", ["timeline", "group-timeline", "account"])
def test_every_neutral_title_is_named(cast: Cast, browser_of: SignIn, page: str) -> None:
    when = WhenGiven(SOON)
    add_group_date(by=cast.dara, group=cast.land, key="visit", title="Visit", when=when, whose="", today=TODAY)
    parts = cast.at_land if page == "group-timeline" else cast.at_coalition
    address = reverse("accounts:account") if page == "account" else reverse(f"coalitions:{page}", kwargs=parts)
    shown = browser_of(cast.dara).get(address).content.decode()
    day = one_day(date(2027, 3, 2))
    titles = {neutral_title(DateEntry("x", kind, "Visit", day, "planned")) for kind in (PHASE, STEP, TASK, EVENT)}
    assert titles == {"Due", "Date", "Appointment"}
    assert [title for title in sorted(titles) if f"“{title}”" not in shown] == []
