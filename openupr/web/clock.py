"""The one clock.

A request or a command looks at it once and hands on `today` and `now`; nothing else asks the time.
"""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class TimedRequest(HttpRequest):
    """A request with the moment it came (`now`) and the day that this is (`today`).

    Both are by the server's clock, unless the gate found that the page is about something in
    another time zone.
    """

    now: datetime
    today: date


class Clock:
    """Middleware: looks at the clock once for each request.

    The gate moves it to the time zone of a page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        set_clock(request, now_in())
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


def set_clock(request: HttpRequest, now: datetime) -> None:
    """Give a request its moment and, by the clock of that moment's time zone, its day."""
    request.now, request.today = now, now.date()  # type: ignore[attr-defined]


def move_clock(request: HttpRequest, time_zone: str) -> None:
    """Tell the request's moment, its day and the hours on its pages by the clock of a time zone."""
    timezone.activate(time_zone)
    set_clock(request, request.now.astimezone(ZoneInfo(time_zone)))  # type: ignore[attr-defined]


def now_in(time_zone: str = "") -> datetime:
    """The moment that it is, for a command or a background task; by the server's clock without a
    time zone.
    """
    return timezone.localtime(timezone=ZoneInfo(time_zone) if time_zone else timezone.get_default_timezone())


def day_in(time_zone: str, now: datetime) -> date:
    """The day of a moment in a time zone: a deadline's last day begins in Phnom Penh before it does
    in Geneva.
    """
    return timezone.localdate(now, ZoneInfo(time_zone))
