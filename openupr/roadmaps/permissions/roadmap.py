"""Who may do what with a group's roadmap and its outline."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action
from openupr.coalitions.permissions.roles import LEAD_GROUP, SEE, WORK_IN_GROUP

SEE_ROADMAP = Action(
    "roadmaps.see-roadmap",
    _("Read every group's roadmap, its history and its outline, and print them"),
    SEE,
    changes=False,
    routes=(
        "roadmaps:roadmap",
        "roadmaps:roadmap-json",
        "roadmaps:roadmap-csv",
        "roadmaps:roadmap-history",
        "roadmaps:roadmap-record",
        "roadmaps:roadmap-blank",
        "roadmaps:roadmap-blank-pdf",
        "roadmaps:outline",
        "roadmaps:outline-csv",
        "roadmaps:outline-json",
    ),
)
ANSWER = Action(
    "roadmaps.answer",
    _("Answer the roadmap's questions, also from a sheet filled in on paper"),
    WORK_IN_GROUP,
    routes=("roadmaps:roadmap-answer", "roadmaps:roadmap-type-in"),
)
OUTLINE = Action(
    "roadmaps.outline",
    _("Write the outline of the group's part"),
    WORK_IN_GROUP,
    routes=("roadmaps:outline-add", "roadmaps:outline-point", "roadmaps:outline-start"),
)
HAND_OUT = Action(
    "roadmaps.hand-out",
    _("Hand the roadmap to a partner as a Word file, and record its receipt"),
    LEAD_GROUP,
    routes=("roadmaps:roadmap-hand-out", "roadmaps:roadmap-word", "roadmaps:roadmap-received"),
)

ACTIONS = (SEE_ROADMAP, ANSWER, OUTLINE, HAND_OUT)
