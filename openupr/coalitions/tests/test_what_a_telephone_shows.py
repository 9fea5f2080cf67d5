"""Who makes an address for a telephone is told every word that it shows where titles are left
out.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from openupr.coalitions.dates import WhenGiven, add_group_date, enter_published_date
from openupr.coalitions.models import FollowedCalendar
from openupr.timeline.feeds import neutral_title
from openupr.timeline.models import Milestone
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


def test_where_only_this_computer_reaches_the_address_the_dates_are_a_file(cast: Cast, browser_of: SignIn) -> None:
    given = {"key": "submission-deadline", "when": WhenGiven(SOON), "source": "OHCHR", "today": TODAY}
    enter_published_date(by=cast.sophea, coalition=cast.coalition, **given)
    over = Milestone.objects.filter(calendar=cast.coalition.calendar).exclude(key="submission-deadline").first()
    assert over
    Milestone.objects.filter(pk=over.pk).update(title="Held already", day=TODAY - timedelta(days=1), until=None)
    here, address = {"host": "localhost:8000"}, reverse("coalitions:follow", kwargs=cast.at_coalition)
    chan = browser_of(cast.chan)
    page = chan.get(reverse("coalitions:timeline", kwargs=cast.at_coalition), headers=here).content.decode()
    assert "Download the dates and open the file on your phone." in page
    assert "Your phone's calendar can show these dates." not in page
    for form in (
        address,
        reverse("coalitions:follow-group", kwargs=cast.at_land),
        reverse("coalitions:follow-everywhere"),
    ):
        calendar = chan.post(form, {"file": "ics", "plain": "on"}, headers=here).content.decode()
        assert calendar.startswith("BEGIN:VCALENDAR")
        assert "Submission" in calendar
        assert "Held already" not in calendar, "what is over is not for a phone"
    assert not FollowedCalendar.objects.exists()
    shown = chan.post(address, {}, follow=True, headers=here).content.decode()
    assert shown.index("a phone cannot open it") < shown.index("Download the dates (.ics)")
    assert "Open in your calendar" not in shown
