"""What stands around every page inside a coalition, here and in the slices above."""

from datetime import date, datetime
from typing import Any

from openupr.accounts.models import Person
from openupr.timeline.queries.clock import day_in, today_in
from openupr.upr.local_time import local_time
from openupr.upr.phases import REVIEW, SUBMISSION_DEADLINE

from ..models import Coalition, Group
from .reviews import prepared_review_in_words
from .tabs import coalition_tabs, crumbs, group_tabs
from .timeline import phases_told


def frame_of(coalition: Coalition, *, group: Group | None = None, path: str) -> dict[str, Any]:
    """What coalitions/coalition_base.html is given on the page at `path`: tabs, the pages above, the deadline."""
    told = phases_told(coalition, today=today_of(coalition))
    return {
        "coalition": coalition,
        "review_words": prepared_review_in_words(coalition.review, told.get(REVIEW)),
        "deadline": told.get(SUBMISSION_DEADLINE),
        "group": group,
        "crumbs": crumbs(coalition, group, path),
        "tabs": coalition_tabs(coalition, path),
        "group_tabs": group_tabs(group, path) if group else [],
    }


def clock_of(about: object) -> str:
    """The time zone of the country that something is about: of a coalition, or what belongs to one; "" of all else."""
    if not isinstance(about, Coalition):
        about = getattr(about, "coalition", None) or getattr(getattr(about, "group", None), "coalition", None)
    return local_time(about.review.iso3).time_zone if isinstance(about, Coalition) else ""


def clock_known(whom: str | Person) -> str:
    """The time zone of a circle that is a coalition, or of the one country that somebody's coalitions are all about."""
    asked = {"key": whom} if isinstance(whom, str) else {"participations__person": whom}
    ours = Coalition.objects.filter(**asked)
    zones = {local_time(iso3).time_zone for iso3 in ours.values_list("review__iso3", flat=True)}
    return zones.pop() if len(zones) == 1 else ""


def today_of(coalition: Coalition) -> date:
    """The day it is in the State under Review."""
    return today_in(local_time(coalition.review.iso3).time_zone)


def day_of(coalition: Coalition, now: datetime) -> date:
    """The day that a moment falls on in the State under Review."""
    return day_in(local_time(coalition.review.iso3).time_zone, now)
