"""Days and hours in the country that a coalition is about. Nothing here asks the time: `now` comes from the request."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from openupr.accounts.models import Person
from openupr.upr.local_time import local_time

from ..models import Coalition


def zone_of(coalition: Coalition) -> ZoneInfo:
    """The time zone of the State under Review."""
    return ZoneInfo(local_time(coalition.review.iso3).time_zone)


def local_now(coalition: Coalition, now: datetime) -> datetime:
    """A moment on the clock of the State under Review."""
    return timezone.localtime(now, zone_of(coalition))


def day_of(coalition: Coalition, now: datetime) -> date:
    """The day of a moment in the State under Review."""
    return local_now(coalition, now).date()


def clock_of(about: object) -> str:
    """The time zone of the country that something is about: of a coalition, or what belongs to one; "" of all else."""
    if not isinstance(about, Coalition):
        about = getattr(about, "coalition", None) or getattr(getattr(about, "group", None), "coalition", None)
    return str(zone_of(about)) if isinstance(about, Coalition) else ""


def clock_known(whom: str | Person) -> str:
    """The time zone of a circle that is a coalition, or of the one country that somebody's coalitions are all about."""
    asked = {"key": whom} if isinstance(whom, str) else {"participations__person": whom}
    ours = Coalition.objects.filter(**asked)
    zones = {local_time(iso3).time_zone for iso3 in ours.values_list("review__iso3", flat=True)}
    return zones.pop() if len(zones) == 1 else ""
