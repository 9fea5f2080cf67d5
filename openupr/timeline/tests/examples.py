"""What the table of the timeline is tried on: see openupr/accounts/tests/examples.py."""

from collections.abc import Mapping
from datetime import date

from openupr.accounts.tests.examples import Example, strangers
from openupr.reviews.models import Review
from openupr.timeline.calendars import open_calendar
from openupr.timeline.feeds import open_feed

_HOLDERS_ASK = "a calendar knows no owner: whoever holds one asks who may before calling these"
INTERNAL: Mapping[str, str] = {
    "openupr.timeline.calendars": _HOLDERS_ASK,
    "openupr.timeline.milestones": _HOLDERS_ASK,
    "openupr.timeline.feeds": _HOLDERS_ASK,
}


def example() -> Example:
    """A feed that is open; reviews are there for everybody."""
    today = date(2018, 3, 12)
    review = Review.objects.get(iso3="KHM", session=32)
    calendar = open_calendar(review=review, time_zone="Asia/Phnom_Penh", today=today)
    token = open_feed(calendars=[calendar], today=today)[1]
    of_a_review = {
        f"timeline:{page}": {"name": "KHM", "number": "32"}
        for page in ("review", "review-json", "review-svg", "review-pdf", "review-ics")
    }
    return Example(
        players=strangers(),
        addresses={"timeline:state": {"name": "KHM"}, "timeline:feed": {"token": token}, **of_a_review},
    )
