"""Who may do what on the way to a group's part of the submission."""

from collections.abc import Mapping
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Role, Table
from openupr.coalitions.actions.roles import (
    LEAD_GROUP,
    REMARK,
    SEE,
    SEE_IN_GROUP,
    WRITE_IN_GROUP,
    circle,
    find,
    roles_of,
)
from openupr.proposals.actions import TABLE as PROPOSALS

# A group's roadmap and its outline
SEE_ROADMAP = Action(
    "roadmaps.see-roadmap",
    _("Read every group's roadmap, its history and its outline, and print them"),
    SEE_IN_GROUP,
    changes=False,
)
ANSWER = Action(
    "roadmaps.answer",
    _("Answer the roadmap's questions, also from a sheet filled in on paper or in Word"),
    WRITE_IN_GROUP,
)
OUTLINE = Action(
    "roadmaps.outline",
    _("Write the outline of the group's part"),
    WRITE_IN_GROUP,
)
HAND_OUT = Action(
    "roadmaps.hand-out",
    _("Hand the roadmap to a partner as a Word file, and record its receipt"),
    LEAD_GROUP,
)

# The plenary
MODERATE = frozenset({Role.COORDINATOR, Role.FACILITATOR})

SEE_PLENARY = Action(
    "roadmaps.see-plenary",
    _("See the plenary: what each group presents, and the feedback that was released"),
    SEE,
    changes=False,
)
RUN_PLENARY = Action(
    "roadmaps.run-plenary",
    _("Open a plenary, call a group to present, close it"),
    MODERATE,
)
MODERATE_FEEDBACK = Action(
    "roadmaps.moderate-feedback",
    _("Release feedback from the room, or set it aside"),
    MODERATE,
)
GIVE_FEEDBACK = Action(
    "roadmaps.give-feedback",
    _("Say something to a group that presents"),
    REMARK | {Role.GUEST},
)


def may_send_a_roadmap(scope: Mapping[str, Any]) -> bool:
    """Whether this ASGI scope may bring a file that is to stay in memory."""
    try:
        return resolve(scope["path"]).view_name == "roadmaps:roadmap-back"
    except Resolver404:
        return False


# With the actions of proposals: the page “Who can do what” shows both under one title.
TABLE = Table(
    "roadmaps",
    _("Roadmaps, recommendations and the plenary"),
    actions=(
        *PROPOSALS.actions,
        SEE_ROADMAP,
        ANSWER,
        OUTLINE,
        HAND_OUT,
        SEE_PLENARY,
        RUN_PLENARY,
        MODERATE_FEEDBACK,
        GIVE_FEEDBACK,
    ),
    roles=roles_of,
    find=find,
    circle=circle,
)
