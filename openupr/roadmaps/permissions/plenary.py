"""Who may do what in the plenary."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action, Role
from openupr.coalitions.permissions.roles import REMARK, SEE

MODERATE = frozenset({Role.COORDINATOR, Role.FACILITATOR})

SEE_PLENARY = Action(
    "roadmaps.see-plenary",
    _("See the plenary: what each group presents, and the feedback that was released"),
    SEE,
    changes=False,
    routes=("roadmaps:plenary", "roadmaps:plenary-projector", "roadmaps:plenary-clock"),
)
RUN_PLENARY = Action(
    "roadmaps.run-plenary",
    _("Open a plenary, call a group to present, close it"),
    MODERATE,
    routes=("roadmaps:plenary-open", "roadmaps:plenary-call", "roadmaps:plenary-close"),
)
MODERATE_FEEDBACK = Action(
    "roadmaps.moderate-feedback",
    _("Release feedback from the room, or set it aside"),
    MODERATE,
    routes=("roadmaps:plenary-moderate", "roadmaps:plenary-release"),
)
GIVE_FEEDBACK = Action(
    "roadmaps.give-feedback",
    _("Say something to a group that presents"),
    REMARK | {Role.GUEST},
    routes=("roadmaps:plenary-feedback",),
)

ACTIONS = (SEE_PLENARY, RUN_PLENARY, MODERATE_FEEDBACK, GIVE_FEEDBACK)
