"""Who may do what with the recommendations that a group proposes."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action

from .roles import LEAD_GROUP, REMARK, SEE, WORK_IN_GROUP

SEE_PROPOSALS = Action(
    "coalitions.see-proposals",
    _("Read the proposed recommendations of every group, with their versions and comments"),
    SEE,
    changes=False,
    routes=(
        "coalitions:proposals",
        "coalitions:proposals-csv",
        "coalitions:proposals-json",
        "coalitions:proposal",
        "coalitions:proposal-versions",
        "coalitions:all-proposals",
    ),
)
WORD_PROPOSAL = Action(
    "coalitions.word-proposal",
    _("Write and change a group's proposed recommendations, in any language"),
    WORK_IN_GROUP,
    routes=("coalitions:proposal-new", "coalitions:proposal-word", "coalitions:proposal-advice"),
)
CONFIRM_FACTS = Action(
    "coalitions.confirm-facts",
    _("Confirm what a proposed recommendation repeats, its issues and the SDG targets it serves"),
    WORK_IN_GROUP,
    routes=("coalitions:proposal-facts",),
)
MARK_EARLIER = Action(
    "coalitions.mark-earlier",
    _("Say which earlier recommendations are about the same as a proposed one, and which are not"),
    WORK_IN_GROUP,
    routes=("coalitions:proposal-mark",),
)
PUT_FORWARD = Action(
    "coalitions.put-forward",
    _("Propose a drafted recommendation to the group, or take it back"),
    WORK_IN_GROUP,
    routes=("coalitions:proposal-forward",),
)
SETTLE_PROPOSAL = Action(
    "coalitions.settle-proposal",
    _("Record that a recommendation was presented, adopted, merged into another or dropped"),
    LEAD_GROUP,
    routes=("coalitions:proposal-settle",),
)
COMMENT = Action(
    "coalitions.comment",
    _("Comment on a proposed recommendation, and pass on what one's own group knows"),
    REMARK,
    routes=("coalitions:proposal-comment",),
)
RESOLVE_COMMENT = Action(
    "coalitions.resolve-comment",
    _("Mark a comment as dealt with"),
    WORK_IN_GROUP,
    routes=("coalitions:proposal-resolve",),
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
