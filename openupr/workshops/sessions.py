"""The sessions of an agenda: added, changed, moved, swapped, removed; who does what in them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person

from .actions import EDIT_AGENDA
from .losses import lost_with_session
from .models import Day, Session, SessionRole, Workshop
from .rules.hours import Slot, closed_up, hour, laid, minutes, swapped
from .rules.refusals import AsksFirst, NotAPartOfItself, NotOnTheSameDay


def slots_of(day: Day) -> list[Slot]:
    """The hours of a day's sessions, by their keys."""
    sessions = day.sessions.select_for_update().order_by().values_list("pk", "start", "end")
    return [Slot(key, minutes(start), minutes(end)) for key, start, end in sessions]


def lay_out(day: Day, slots: Iterable[Slot]) -> None:
    """Give a day's sessions these hours; a slot of no session is passed over."""
    hours = {slot.key: slot for slot in slots}
    sessions = list(day.sessions.filter(pk__in=hours))
    for session in sessions:
        session.start, session.end = hour(hours[session.pk].start), hour(hours[session.pk].end)
    Session.objects.bulk_update(sessions, ["start", "end"])


# What is printed of a session, except hours and roles.
Contents = Mapping[str, Any]
Roles = Mapping[str, Sequence[str]]


@act(EDIT_AGENDA, _("Add a session to the agenda"), about="day")
def add_session(
    *,
    by: Person,
    day: Day,
    start: time,
    end: time,
    contents: Contents,
    roles: Roles | None = None,
    numbered: bool = False,
    shift: bool = False,
) -> Session:
    """Add a session; with `shift`, sessions that begin then or later make room for it.

    `contents`: fields of Session. `roles`: names by key of SessionRole.Role. `numbered`: the
    session gets the next number; a part that resumes another has no number. Raises
    EndsBeforeItBegins, PastMidnight, NotAPartOfItself.
    """
    values = dict(contents)
    values["continues"] = _resumed(values.get("continues"), day.workshop)
    slots = laid(slots_of(day), Slot(0, minutes(start), minutes(end)), shift=shift)
    lay_out(day, slots)
    number = _next_number(day.workshop) if numbered and values["continues"] is None else None
    session = Session.objects.create(day=day, start=start, end=end, number=number, **values)
    _give_roles(session, roles or {})
    return session


@act(EDIT_AGENDA, _("Change a session of the agenda"), about="session")
def change_session(*, by: Person, session: Session, contents: Contents, roles: Roles, numbered: bool) -> Session:
    """Change what is printed of a session; its hours stay. Raises NotAPartOfItself."""
    values = dict(contents)
    resumed = _resumed(values.get("continues"), session.workshop)
    if resumed and (resumed.pk == session.pk or session.parts.exists()):
        raise NotAPartOfItself
    for name, value in (values | {"continues": resumed}).items():
        setattr(session, name, value)
    if resumed or not numbered:
        session.number = None
    elif session.number is None:
        session.number = _next_number(session.workshop)
    session.save()
    _give_roles(session, roles)
    return session


@act(EDIT_AGENDA, _("Take a session out of the agenda"), about="session")
def remove_session(
    *, by: Person, session: Session, shift: bool = False, today: date | None = None, sure: bool = False
) -> None:
    """Remove a session; with `shift`, later sessions move up.

    Parts that resumed it stay: the first takes its place. Raises AsksFirst if something would be
    lost, unless somebody is `sure`.
    """
    if not sure and (losses := lost_with_session(session, today=today)):
        raise AsksFirst(losses)
    if shift:
        lay_out(session.day, closed_up(slots_of(session.day), session.pk))
    _hand_over(session)
    session.delete()


@act(EDIT_AGENDA, _("Number the sessions of the agenda again"), about="workshop")
def number_sessions(*, by: Person, workshop: Workshop) -> None:
    """Give the sessions that have a number numbers in their order, from 1."""
    numbered = list(Session.objects.filter(day__workshop=workshop).exclude(number=None))
    for number, session in enumerate(numbered, start=1):
        session.number = number
    Session.objects.bulk_update(numbered, ["number"])


def _resumed(earlier: Session | None, workshop: Workshop) -> Session | None:
    """The whole session that a part belongs to, even if the named session is itself a part."""
    if earlier is None:
        return None
    whole = earlier.continues or earlier
    if whole.day.workshop_id != workshop.pk:
        raise NotAPartOfItself
    return whole


def _hand_over(session: Session) -> None:
    parts = list(session.parts.order_by("day__date", "start", "pk"))
    if not parts:
        return
    heir, *others = parts
    heir.continues, heir.number, heir.title = None, session.number, session.title
    heir.translations = session.translations | heir.translations
    heir.objective = heir.objective or session.objective
    heir.save()
    Session.objects.filter(pk__in=[part.pk for part in others]).update(continues=heir)


def _next_number(workshop: Workshop) -> int:
    return (Session.objects.filter(day__workshop=workshop).aggregate(last=Max("number"))["last"] or 0) + 1


def _give_roles(session: Session, roles: Roles) -> None:
    session.roles.all().delete()
    SessionRole.objects.bulk_create(
        SessionRole(session=session, role=SessionRole.Role(role), name=name)
        for role, names in roles.items()
        for name in names
    )


@act(EDIT_AGENDA, _("Give a session of the agenda other hours"), about="session")
def move_session(*, by: Person, session: Session, day: Day, start: time, end: time, shift: bool) -> Session:
    """Give a session other hours, or another day; with `shift`, later sessions move along.

    On another day it makes room for itself, and its old day closes up. Raises EndsBeforeItBegins,
    PastMidnight.
    """
    slot = Slot(session.pk, minutes(start), minutes(end))
    left = session.day
    slots = laid(slots_of(day), slot, shift=shift)
    if day.pk != left.pk and shift:
        lay_out(left, closed_up(slots_of(left), session.pk))
    session.day, session.start, session.end = day, start, end
    session.save(update_fields=["day", "start", "end"])
    lay_out(day, slots)
    return session


@act(EDIT_AGENDA, _("Have two sessions of the agenda take each other's place"), about="session")
def swap_sessions(*, by: Person, session: Session, other: Session) -> None:
    """Swap two sessions of a day; each keeps its length. Raises NotOnTheSameDay, PastMidnight."""
    if session.day_id != other.day_id:
        raise NotOnTheSameDay
    lay_out(session.day, swapped(slots_of(session.day), session.pk, other.pk))
