"""Running a plenary: a group presents, the room answers, a moderator releases."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor
from openupr.accounts.models import Guest, Person
from openupr.accounts.rooms import open_room
from openupr.coalitions.clock import clock_of
from openupr.coalitions.models import Coalition, Group

from ..actions import GIVE_FEEDBACK, MODERATE_FEEDBACK, RUN_PLENARY
from ..models import Feedback, Plenary, Proposal
from ..rules.plenary import (
    MOST_FROM_ONE_PHONE,
    MOST_WAITING,
    AlreadyOpen,
    PlenaryClosed,
    SomeAreUnread,
    TooManyWait,
    TooMuchSaid,
    cleaned_feedback,
)


@act(RUN_PLENARY, _("Open a plenary"), about="coalition")
def open_plenary(*, by: Person, coalition: Coalition, minutes: int, today: date) -> Plenary:
    """Open a plenary with so many minutes for all groups together, and the day's room that lets phones in.

    Raises AlreadyOpen.
    """
    if coalition.plenaries.filter(closed=False).exists():
        raise AlreadyOpen
    room = open_room(by=by, circle=coalition.key, today=today, time_zone=clock_of(coalition))
    # A room has one plenary at a time: an earlier one of the day gave it back when it closed.
    return Plenary.objects.create(coalition=coalition, room=room, day=today, minutes=minutes)


@act(RUN_PLENARY, _("Call a group to present"), about="plenary", names="group")
def call_group(*, by: Person, plenary: Plenary, group: Group, now: datetime) -> Plenary:
    """The group's turn begins; its proposed recommendations count as presented. Raises PlenaryClosed."""
    if plenary.closed:
        raise PlenaryClosed
    plenary.presenting, plenary.presenting_since = group, now
    plenary.save(update_fields=["presenting", "presenting_since"])
    group.proposals.filter(state=Proposal.State.PROPOSED).update(state=Proposal.State.PRESENTED, changed=now)
    return plenary


@act(RUN_PLENARY, _("Close a plenary"), about="plenary")
def close_plenary(*, by: Person, plenary: Plenary, leaving: int = 0) -> Plenary:
    """End it. What phones sent is no longer tied to a phone; what waits is set aside unread, for a moderator to read
    later: `leaving` so many messages, as whoever closes was told.

    Raises SomeAreUnread where another number waits, PlenaryClosed.
    """
    if Plenary.objects.select_for_update().get(pk=plenary.pk).closed:
        raise PlenaryClosed
    unread = plenary.feedback.filter(state=Feedback.State.WAITING)
    if (waiting := unread.count()) > leaving:
        raise SomeAreUnread(waiting)
    plenary.closed, plenary.presenting, plenary.presenting_since, plenary.room = True, None, None, None
    plenary.save(update_fields=["closed", "presenting", "presenting_since", "room"])
    plenary.feedback.update(guest=None)
    unread.update(state=Feedback.State.UNREAD)
    return plenary


@act(GIVE_FEEDBACK, about="plenary")
def give_feedback(*, by: Actor, plenary: Plenary, group: Group, text: str, runs_it: bool = False) -> Feedback:
    """Say something to a group, from a phone in the room or with an account; it waits for the moderator. `runs_it`:
    whose phone it is runs the plenary, and may pass on what others say.

    Raises PlenaryClosed, NothingSaid, TooMuchSaid.
    """
    if Plenary.objects.select_for_update().get(pk=plenary.pk).closed:
        raise PlenaryClosed
    text = cleaned_feedback(text)
    guest, author = (by, None) if isinstance(by, Guest) else (None, by)
    said = plenary.feedback.filter(guest=guest, group=group)
    if guest and not runs_it and said.count() >= MOST_FROM_ONE_PHONE:
        raise TooMuchSaid
    if guest and plenary.feedback.filter(state=Feedback.State.WAITING).count() >= MOST_WAITING:
        raise TooManyWait
    return Feedback.objects.create(plenary=plenary, group=group, guest=guest, author=author, text=text)


@act(MODERATE_FEEDBACK, _("Release feedback to a group"), about="feedback")
def release(*, by: Person, feedback: Feedback) -> Feedback:
    """Show it in the room, and to the group's rapporteur."""
    return _become(feedback, Feedback.State.RELEASED)


@act(MODERATE_FEEDBACK, _("Set feedback to a group aside"), about="feedback")
def set_aside(*, by: Person, feedback: Feedback) -> Feedback:
    """Do not show it."""
    return _become(feedback, Feedback.State.SET_ASIDE)


def _become(feedback: Feedback, state: Feedback.State) -> Feedback:
    feedback.state = state
    feedback.save(update_fields=["state"])
    return feedback
