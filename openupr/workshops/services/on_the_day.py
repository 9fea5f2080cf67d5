"""Changes of hours, while an agenda is written or on the day itself: sessions are moved, shortened, swapped."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act

from ..actions.agenda import EDIT_AGENDA
from ..models import Day, Session
from ..rules.hours import Slot, closed_up, laid, minutes, swapped
from ..rules.refusals import NotOnTheSameDay
from .hours import lay_out, slots_of


@act(EDIT_AGENDA, _("Give a session of the agenda other hours"), about="session")
def move_session(*, by: Person, session: Session, day: Day, start: time, end: time, shift: bool) -> Session:
    """Other hours, or another day of the workshop; with `shift`, what follows moves along.

    On another day it makes room for itself, and the day that it leaves closes up. Raises EndsBeforeItBegins,
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
    """Two sessions of a day take each other's place, each with its length. Raises NotOnTheSameDay, PastMidnight."""
    if session.day_id != other.day_id:
        raise NotOnTheSameDay
    lay_out(session.day, swapped(slots_of(session.day), session.pk, other.pk))
