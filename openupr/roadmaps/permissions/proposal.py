"""Who may do what with the recommendations that a group proposes."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action
from openupr.coalitions.permissions.roles import LEAD_GROUP, REMARK, SEE, WORK_IN_GROUP

SEE_PROPOSALS = Action(
    "roadmaps.see-proposals",
    _("Read the proposed recommendations of every group, with their versions and comments"),
    SEE,
    changes=False,
    routes=(
        "roadmaps:proposals",
        "roadmaps:proposals-csv",
        "roadmaps:proposals-json",
        "roadmaps:proposal",
        "roadmaps:proposal-versions",
        "roadmaps:all-proposals",
    ),
)
WORD_PROPOSAL = Action(
    "roadmaps.word-proposal",
    _("Write and change a group's proposed recommendations, in any language"),
    WORK_IN_GROUP,
    routes=("roadmaps:proposal-new", "roadmaps:proposal-word", "roadmaps:proposal-advice"),
)
CONFIRM_FACTS = Action(
    "roadmaps.confirm-facts",
    _("Confirm what a proposed recommendation repeats, its issues and the SDG targets it serves"),
    WORK_IN_GROUP,
    routes=("roadmaps:proposal-facts",),
)
MARK_EARLIER = Action(
    "roadmaps.mark-earlier",
    _("Say which earlier recommendations are about the same as a proposed one, and which are not"),
    WORK_IN_GROUP,
    routes=("roadmaps:proposal-mark",),
)
PUT_FORWARD = Action(
    "roadmaps.put-forward",
    _("Propose a drafted recommendation to the group, or take it back"),
    WORK_IN_GROUP,
    routes=("roadmaps:proposal-forward",),
)
SETTLE_PROPOSAL = Action(
    "roadmaps.settle-proposal",
    _("Record that a recommendation was presented, adopted, merged into another or dropped"),
    LEAD_GROUP,
    routes=("roadmaps:proposal-settle",),
)
COMMENT = Action(
    "roadmaps.comment",
    _("Comment on a proposed recommendation, and pass on what one's own group knows"),
    REMARK,
    routes=("roadmaps:proposal-comment",),
)
RESOLVE_COMMENT = Action(
    "roadmaps.resolve-comment",
    _("Mark a comment as dealt with"),
    WORK_IN_GROUP,
    routes=("roadmaps:proposal-resolve",),
)

ACTIONS = (
    SEE_PROPOSALS,
    WORD_PROPOSAL,
    CONFIRM_FACTS,
    MARK_EARLIER,
    PUT_FORWARD,
    SETTLE_PROPOSAL,
    COMMENT,
    RESOLVE_COMMENT,
)
