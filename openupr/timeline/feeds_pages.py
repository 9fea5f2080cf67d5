"""The dates at a secret address."""

from django.http import Http404, HttpResponse
from django.utils.translation import override

from openupr.accounts.pages import page
from openupr.web.clock import TimedRequest, day_in
from openupr.web.downloads import CALENDAR, attachment
from openupr.web.this_machine import server_address

from .actions import FOLLOW_A_FEED
from .feeds import feed_agenda, feed_at, ics, language_of


@page("timeline/feed/<str:token>.ics", FOLLOW_A_FEED)
def feed(request: TimedRequest, token: str) -> HttpResponse:
    """The dates for a telephone's calendar. A secret that is wrong or taken back is a page not
    found like any other.

    Nothing on the way may keep the answer, and no page of a search engine shows it.
    """
    open_feed = feed_at(token)
    if open_feed is None:
        raise Http404
    # By the clock of the country that the dates are of.
    calendar = open_feed.calendars.first()
    day = day_in(calendar.time_zone, request.now) if calendar else request.today
    address = server_address(request) or request.build_absolute_uri("/")[:-1]
    with override(language_of(open_feed)):
        lines = feed_agenda(open_feed, today=day).lines
        data = ics(lines, name=open_feed.label, today=day, neutral=open_feed.neutral, address=address)
    response = attachment("dates.ics", data, CALENDAR, inline=True)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
