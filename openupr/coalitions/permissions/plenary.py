"""Who may do what in the plenary."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action, Role

from .roles import REMARK, SEE

MODERATE = frozenset({Role.COORDINATOR, Role.FACILITATOR})

SEE_PLENARY = Action(
    "coalitions.see-plenary",
    _("See the plenary: what each group presents, and the feedback that was released"),
    SEE,
    changes=False,
    routes=("coalitions:plenary", "coalitions:plenary-projector", "coalitions:plenary-clock"),
)
RUN_PLENARY = Action(
    "coalitions.run-plenary",
    _("Open a plenary, call a group to present, close it"),
    MODERATE,
    routes=("coalitions:plenary-open", "coalitions:plenary-call", "coalitions:plenary-close"),
)
MODERATE_FEEDBACK = Action(
    "coalitions.moderate-feedback",
    _("Release feedback from the room, or set it aside"),
    MODERATE,
    routes=("coalitions:plenary-moderate", "coalitions:plenary-release"),
)
GIVE_FEEDBACK = Action(
    "coalitions.give-feedback",
    _("Say something to a group that presents"),
    REMARK | {Role.GUEST},
    routes=("coalitions:plenary-feedback",),
)

ACTIONS = (SEE_PLENARY, RUN_PLENARY, MODERATE_FEEDBACK, GIVE_FEEDBACK)
