"""Days and hours in the country of a coalition, and what waits after a jump of the clock."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.upr.local_time import local_time
from openupr.web.hooks import Hook

from .actions.coalition import CONFIRM_CLOCK
from .models import Coalition
from .rules.clock_jump import is_believed


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
    """The time zone of the country of a coalition, or of something that belongs to one; "" for
    anything else.
    """
    if not isinstance(about, Coalition):
        about = getattr(about, "coalition", None) or getattr(getattr(about, "group", None), "coalition", None)
    return str(zone_of(about)) if isinstance(about, Coalition) else ""


def clock_known(whom: str | Person) -> str:
    """The time zone of a coalition, or of the one country that all coalitions of a person are
    about.
    """
    condition = {"key": whom} if isinstance(whom, str) else {"participations__person": whom}
    ours = Coalition.objects.filter(**condition)
    zones = {local_time(iso3).time_zone for iso3 in ours.values_list("review__iso3", flat=True)}
    return zones.pop() if len(zones) == 1 else ""


# Each app tells, in a sentence each, what of it would be deleted on this day.
DELETIONS_WAITING = Hook[Callable[[Coalition, date], Iterator[str]]]("DELETIONS_WAITING")


def deletions_waiting(coalition: Coalition, *, today: date) -> list[str]:
    """One line for each."""
    lines = [line for tell in DELETIONS_WAITING for line in tell(coalition, today)]
    if coalition.delete_at and day_of(coalition, coalition.delete_at) <= today:
        lines.insert(0, _("The whole coalition, as a coordinator asked."))
    return lines


@act(CONFIRM_CLOCK, about="coalition")
def confirm_clock(*, by: Person, coalition: Coalition, today: date) -> None:
    """Say that this is the day: what is overdue is deleted from now on."""
    coalition.clock_seen = today
    coalition.save(update_fields=["clock_seen"])


def note_day_everywhere(*, now: datetime, restored: bool = False) -> None:
    """Remember the day in every coalition that trusts the clock.

    `restored`: an older backup was just restored. Its last day says nothing about this computer's
    clock. If the clock is wrong, the backup still has what is deleted.
    """
    for coalition in Coalition.objects.select_related("review"):
        try:
            today = day_of(coalition, now)
        except KeyError:
            # A State that this version does not know: nothing of it is deleted by a date either.
            continue
        seen = coalition.clock_seen
        if restored or (is_believed(seen, today) and (seen is None or seen < today)):
            Coalition.objects.filter(pk=coalition.pk).update(clock_seen=today)
