"""Who may do what with a group's roadmap, its follow-up and its outline."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action

from .roles import LEAD_GROUP, SEE, WORK_IN_GROUP

SEE_ROADMAP = Action(
    "coalitions.see-roadmap",
    _("Read every group's roadmap, its history and its outline, and print them"),
    SEE,
    changes=False,
    routes=(
        "coalitions:roadmap",
        "coalitions:roadmap-json",
        "coalitions:roadmap-csv",
        "coalitions:roadmap-history",
        "coalitions:roadmap-record",
        "coalitions:roadmap-blank",
        "coalitions:roadmap-blank-pdf",
        "coalitions:follow-ups",
        "coalitions:follow-ups-csv",
        "coalitions:follow-ups-json",
        "coalitions:outline",
        "coalitions:outline-csv",
        "coalitions:outline-json",
    ),
)
ANSWER = Action(
    "coalitions.answer",
    _("Answer the roadmap's questions, also from a sheet filled in on paper"),
    WORK_IN_GROUP,
    routes=("coalitions:roadmap-answer", "coalitions:roadmap-type-in"),
)
FOLLOW_UP = Action(
    "coalitions.follow-up",
    _("Record what was done about earlier recommendations, with evidence"),
    WORK_IN_GROUP,
    routes=(
        "coalitions:follow-up-take-up",
        "coalitions:follow-up",
        "coalitions:evidence-add",
        "coalitions:evidence-remove",
    ),
)
OUTLINE = Action(
    "coalitions.outline",
    _("Write the outline of the group's part"),
    WORK_IN_GROUP,
    routes=("coalitions:outline-add", "coalitions:outline-point", "coalitions:outline-start"),
)
HAND_OUT = Action(
    "coalitions.hand-out",
    _("Hand the roadmap to a partner as a Word file, and record its receipt"),
    LEAD_GROUP,
    routes=("coalitions:roadmap-hand-out", "coalitions:roadmap-word", "coalitions:roadmap-received"),
)

ACTIONS = (SEE_ROADMAP, ANSWER, FOLLOW_UP, OUTLINE, HAND_OUT)
