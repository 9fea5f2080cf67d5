"""The two days of the statement: to apply for the pre-session, and to hand it in."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.coalitions.models import Coalition
from openupr.timeline.models import Milestone

from ..models import ChecklistItem

APPLICATION, HAND_IN = "statement-application", "statement-hand-in"
"""The keys of its dates in the coalition's calendar."""
DATE_TITLES = {
    APPLICATION: gettext_noop("Apply for the Geneva pre-session"),
    HAND_IN: gettext_noop("Hand in the statement"),
}
GENEVA = "geneva-pre-session"
BEFORE_PRE_SESSION = timedelta(days=14)
"""UPR Info asks for the statement two weeks before the pre-session."""


@dataclass(frozen=True)
class StatementDate:
    """A date of the statement in the coalition's calendar; `proposed`: what follows from the
    pre-session's date.
    """

    key: str
    title: str
    day: date | None
    proposed: date | None


@dataclass(frozen=True)
class HandIn:
    """The day on which the statement is to be handed in, None where none is known.

    `is_done`: the checklist of a pre-session says so; `is_over`: its time is past.
    """

    day: date | None
    is_done: bool = False
    is_over: bool = False


def hand_in_of(coalition: Coalition, *, today: date) -> HandIn:
    """From the coalition's calendar, else from the checklists of its pre-sessions. Two queries."""
    written = Milestone.objects.filter(calendar=coalition.calendar_id, key=HAND_IN).exclude(calendar=None).first()
    items = ChecklistItem.objects.filter(workshop__coalition=coalition, text=DATE_TITLES[HAND_IN])
    items = items.annotate(last_day=Max("workshop__days__date"))
    to_do = [each for each in items if not each.done_on and each.last_day >= today]
    day = written.day if written else None
    if to_do:
        return HandIn(day or to_do[0].due)
    if items:
        return HandIn(day or items[0].due, is_done=any(each.done_on for each in items), is_over=True)
    return HandIn(day, is_over=bool(day and day < today))


def dates_of(coalition: Coalition) -> list[StatementDate]:
    """When to apply and when to hand the statement in. One query."""
    keys = (*DATE_TITLES, GENEVA)
    known = Milestone.objects.filter(calendar=coalition.calendar_id, key__in=keys).exclude(calendar=None)
    days = {each.key: each.day for each in known}
    held = days.get(GENEVA)
    proposed = {HAND_IN: held - BEFORE_PRE_SESSION if held else None}
    return [StatementDate(key, _(title), days.get(key), proposed.get(key)) for key, title in DATE_TITLES.items()]
