"""The plenary, read: who presents, what they propose, what the room said."""

from dataclasses import dataclass
from datetime import datetime

from openupr.accounts.models import Room
from openupr.coalitions.models import Coalition, Group

from ..models import Feedback, Plenary, Proposal
from ..rules.plenary import on_the_clock, seconds_each, seconds_left
from .proposals import proposals_of


@dataclass(frozen=True, slots=True)
class Presenting:
    """What the projector shows: the group whose turn it is, its active recommendations, the clock."""

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
    """What the group whose turn it is has drafted and not put forward: not for the room, but for who runs it."""
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
    """What no group has seen of all plenaries, the latest first: unread when its plenary closed, or set aside by a
    moderator, who may think otherwise.
    """
    said = Feedback.objects.filter(plenary__coalition=coalition)
    hidden = said.filter(state__in=(Feedback.State.UNREAD, Feedback.State.SET_ASIDE))
    return list(hidden.select_related("group", "plenary").order_by("-plenary__day", "-plenary_id", "pk"))


def unread(coalition: Coalition) -> int:
    """How many messages of closed plenaries nobody has read."""
    return Feedback.objects.filter(plenary__coalition=coalition, state=Feedback.State.UNREAD).count()


def plenary_in(room: Room) -> Plenary | None:
    """The plenary that a room's phones take part in; None while none is open."""
    return Plenary.objects.select_related("coalition", "presenting", "room").filter(room=room, closed=False).first()


def was_in(room: Room) -> bool:
    """Whether a plenary of the room's day is over."""
    return Plenary.objects.filter(coalition__key=room.circle, day=room.day, closed=True).exists()
