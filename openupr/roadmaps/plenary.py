"""The plenary: a group presents, the room answers, a moderator releases."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor
from openupr.accounts.models import Guest, Person, Room
from openupr.accounts.rooms import open_room
from openupr.coalitions.clock import clock_of
from openupr.coalitions.models import Coalition, Group
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import proposals_of

from .actions import GIVE_FEEDBACK, MODERATE_FEEDBACK, RUN_PLENARY
from .models import Feedback, Plenary
from .rules.plenary import (
    MOST_FROM_ONE_PHONE,
    MOST_WAITING,
    AlreadyOpen,
    PlenaryClosed,
    SomeAreUnread,
    TooManyMessagesWait,
    TooMuchSaid,
    cleaned_feedback,
    on_the_clock,
    seconds_each,
    seconds_left,
)


@dataclass(frozen=True, slots=True)
class Presenting:
    """What the projector shows: the group whose turn it is, its active recommendations,
    the clock.
    """

    plenary: Plenary
    groups: list[Group]
    proposals: list[Proposal]
    feedback: list[Feedback]
    each: int
    left: int

    @property
    def clock(self) -> str:
        """The time left, as "9:05"; the time past it when it is over."""
        return on_the_clock(self.left)

    @property
    def is_over(self) -> bool:
        return self.left < 0

    @property
    def next_group(self) -> Group | None:
        """Whose turn is next, in the groups' order."""
        now = self.plenary.presenting
        at = self.groups.index(now) + 1 if now in self.groups else 0
        return self.groups[at] if at < len(self.groups) else None


def plenary_of(coalition: Coalition) -> Plenary | None:
    """The latest plenary of a coalition, open or closed."""
    return coalition.plenaries.select_related("presenting", "room").first()


def presenting(plenary: Plenary, *, now: datetime) -> Presenting:
    """What the projector shows now, in a constant number of queries."""
    groups = list(plenary.coalition.groups.filter(closed=False))
    group = plenary.presenting if plenary.presenting in groups else None
    # What is still being drafted stays in the group; it is shown once somebody has put it forward.
    unseen = (Proposal.State.DRAFT, Proposal.State.MERGED, Proposal.State.DROPPED)
    each = seconds_each(plenary.minutes, len(groups))
    return Presenting(
        plenary=plenary,
        groups=groups,
        proposals=list(proposals_of(group).exclude(state__in=unseen)) if group else [],
        feedback=released(plenary, group) if group else [],
        each=each,
        left=seconds_left(plenary.presenting_since, each, now=now),
    )


def drafts_that_wait(plenary: Plenary) -> list[Proposal]:
    """What the group whose turn it is has drafted and not put forward: not for the room, but for
    who runs it.
    """
    group = plenary.presenting
    return list(proposals_of(group).filter(state=Proposal.State.DRAFT)) if group and not group.closed else []


def released(plenary: Plenary, group: Group) -> list[Feedback]:
    """What the room said to a group and may be shown."""
    return list(plenary.feedback.filter(group=group, state=Feedback.State.RELEASED))


def released_to(group: Group) -> list[Feedback]:
    """All that was ever released to a group: what its rapporteur takes home."""
    return list(group.feedback.filter(state=Feedback.State.RELEASED))


def waiting(plenary: Plenary) -> list[Feedback]:
    """What waits for the moderator, the oldest first."""
    return list(plenary.feedback.filter(state=Feedback.State.WAITING).select_related("group"))


def not_released(coalition: Coalition) -> list[Feedback]:
    """What no group has seen of all plenaries, the latest first: unread when its plenary closed, or
    set aside by a moderator, who may think otherwise.
    """
    feedback = Feedback.objects.filter(plenary__coalition=coalition)
    hidden = feedback.filter(state__in=(Feedback.State.UNREAD, Feedback.State.SET_ASIDE))
    return list(hidden.select_related("group", "plenary").order_by("-plenary__day", "-plenary_id", "pk"))


def unread(coalition: Coalition) -> int:
    """How many messages of closed plenaries are unread."""
    return Feedback.objects.filter(plenary__coalition=coalition, state=Feedback.State.UNREAD).count()


def plenary_in(room: Room) -> Plenary | None:
    """The plenary that a room's phones take part in; None while none is open."""
    return Plenary.objects.select_related("coalition", "presenting", "room").filter(room=room, closed=False).first()


def was_in(room: Room) -> bool:
    """Whether a plenary of the room's day is over."""
    return Plenary.objects.filter(coalition__key=room.circle, day=room.day, closed=True).exists()


@act(RUN_PLENARY, _("Open a plenary"), about="coalition")
def open_plenary(*, by: Person, coalition: Coalition, minutes: int, today: date) -> Plenary:
    """Open a plenary with so many minutes for all groups together, and the day's room that lets
    phones in.

    Raises AlreadyOpen.
    """
    if coalition.plenaries.filter(closed=False).exists():
        raise AlreadyOpen
    room = open_room(by=by, circle=coalition.key, today=today, time_zone=clock_of(coalition))
    # A room has one plenary at a time: an earlier one of the day gave it back when it closed.
    return Plenary.objects.create(coalition=coalition, room=room, day=today, minutes=minutes)


@act(RUN_PLENARY, _("Call a group to present"), about="plenary", names="group")
def call_group(*, by: Person, plenary: Plenary, group: Group, now: datetime) -> Plenary:
    """The group's turn begins; its proposed recommendations count as presented. Raises
    PlenaryClosed.
    """
    if plenary.closed:
        raise PlenaryClosed
    plenary.presenting, plenary.presenting_since = group, now
    plenary.save(update_fields=["presenting", "presenting_since"])
    group.proposals.filter(state=Proposal.State.PROPOSED).update(state=Proposal.State.PRESENTED, changed=now)
    return plenary


@act(RUN_PLENARY, _("Close a plenary"), about="plenary")
def close_plenary(*, by: Person, plenary: Plenary, leaving: int = 0) -> Plenary:
    """End it. What phones sent is no longer tied to a phone; what waits is set aside unread, for a
    moderator to read later. `leaving`: their number, as the page showed it.

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
    """Say something to a group, from a phone in the room or with an account; it waits for the
    moderator. `runs_it`: whose phone it is runs the plenary, and may pass on what others say.

    Raises PlenaryClosed, NoFeedbackText, TooMuchSaid.
    """
    if Plenary.objects.select_for_update().get(pk=plenary.pk).closed:
        raise PlenaryClosed
    text = cleaned_feedback(text)
    guest, author = (by, None) if isinstance(by, Guest) else (None, by)
    feedback = plenary.feedback.filter(guest=guest, group=group)
    if guest and not runs_it and feedback.count() >= MOST_FROM_ONE_PHONE:
        raise TooMuchSaid
    if guest and plenary.feedback.filter(state=Feedback.State.WAITING).count() >= MOST_WAITING:
        raise TooManyMessagesWait
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
