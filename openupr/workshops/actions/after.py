"""Who may do what with what comes of a workshop."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action
from openupr.coalitions.actions.roles import COORDINATE, LEAD_GROUP, SEE, WORK_IN_GROUP
from openupr.coalitions.models import Coalition, Group
from openupr.roadmaps.actions import MODERATE

from ..models import Workshop

SEE_AFTER = Action(
    "workshops.see-after",
    _("See what came of a workshop: roadmaps, the way forward, lessons, needs and offers"),
    SEE,
    changes=False,
)
WRITE_UP = Action(
    "workshops.write-up",
    _("Write up a workshop: notes of its sessions, achievements, lessons, offers of partners"),
    MODERATE,
)
AGREE_NEXT_STEPS = Action(
    "workshops.agree-next-steps",
    _("Write down the way forward, with dates in the timeline"),
    COORDINATE,
)
HAND_IN = Action(
    "workshops.hand-in-roadmap",
    _("Hand in the group's roadmap"),
    LEAD_GROUP,
)
NEED_SUPPORT = Action(
    "workshops.need-support",
    _("Say what support the group needs, and what came of an offer"),
    WORK_IN_GROUP,
)
CONFIRM_MATCH = Action(
    "workshops.confirm-match",
    _("Confirm that a partner's offer meets a group's need"),
    MODERATE,
)

ACTIONS = (SEE_AFTER, WRITE_UP, AGREE_NEXT_STEPS, HAND_IN, NEED_SUPPORT, CONFIRM_MATCH)


@dataclass(frozen=True)
class GroupAtWorkshop:
    """A group as it took part in a workshop: what an address that names both is about."""

    group: Group
    workshop: Workshop

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition
