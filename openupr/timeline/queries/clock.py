"""Which day it is where the dates are."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def today_in(time_zone: str) -> date:
    """The day it is now in a time zone: a deadline's last day has begun in Phnom Penh before it has in Geneva."""
    return timezone.localdate(timezone=ZoneInfo(time_zone))


def day_in(time_zone: str, now: datetime) -> date:
    """The day that a moment falls on in a time zone."""
    return timezone.localdate(now, ZoneInfo(time_zone))
