"""How a milestone changes: what it was before stays readable."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from ..models import Calendar, EarlierDate, Milestone

DATED = ("day", "until", "hour", "zone", "status", "source")
_LONGEST = {"key": 60, "title": 200, "whose": 120}


class UnfitDate(ValueError):
    """A date that cannot stand so; the sentence says what is wrong with it."""


def hold(calendar: Calendar) -> None:
    """Let nobody else write into the calendar until this transaction ends: two who write a date follow each other."""
    Calendar.objects.select_for_update().filter(pk=calendar.pk).get()


def checked(milestone: Milestone) -> Milestone:
    """The milestone, if it can stand as it is; UnfitDate otherwise."""
    if not milestone.key or not milestone.title.strip():
        raise UnfitDate(_("A date needs a name."))
    for name, most in _LONGEST.items():
        if len(getattr(milestone, name)) > most:
            raise UnfitDate(_("“%(text)s…” is too long: %(most)d characters are allowed.") % {
                "text": getattr(milestone, name)[:30], "most": most,
            })  # fmt: skip
    if milestone.until and milestone.until < milestone.day:
        raise UnfitDate(_("The last day is before the first."))
    if milestone.hour and not is_time_zone(milestone.zone):
        raise UnfitDate(_("An hour needs to say where: in Geneva or in the country."))
    if milestone.hour and not is_on_the_clock(milestone.day, milestone.hour, milestone.zone):
        raise UnfitDate(_("There is no %(hour)s on that day: the clocks are put forward then. Choose another hour.") % {
            "hour": f"{milestone.hour:%H:%M}",
        })  # fmt: skip
    return milestone


def is_time_zone(name: str) -> bool:
    """Whether a time zone is called so."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)


def is_on_the_clock(day: date, hour: time, zone: str) -> bool:
    """Whether a clock of this time zone shows this hour on that day: one that is put forward skips some."""
    moment = datetime.combine(day, hour, tzinfo=ZoneInfo(zone))
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) == moment.replace(tzinfo=None)


def change(milestone: Milestone, new: Mapping[str, Any], *, today: date, reason: str = "") -> Milestone:
    """Give the milestone new values and keep what its date was, if that changes; without a change nothing is written.

    Raises UnfitDate.
    """
    if all(getattr(milestone, name) == value for name, value in new.items()):
        return milestone
    before = {name: getattr(milestone, name) for name in DATED}
    for name, value in new.items():
        setattr(milestone, name, value)
    checked(milestone)
    if any(getattr(milestone, name) != before[name] for name in ("day", "until", "hour", "zone", "status")):
        EarlierDate.objects.create(milestone=milestone, replaced_on=today, reason=reason[:200], **before)
    milestone.written_on = today
    milestone.save()
    return milestone
