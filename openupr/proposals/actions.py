"""Who may do what with the recommendations that a group proposes.

The actions' names begin with "roadmaps": the audit log keeps them from when this was a part of it.
"""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Role, Table
from openupr.coalitions.actions.roles import (
    LEAD_GROUP,
    REMARK,
    SEE_IN_GROUP,
    WRITE_IN_GROUP,
    circle,
    find,
    roles_of,
)

SEE_PROPOSALS = Action(
    "roadmaps.see-proposals",
    _("Read the proposed recommendations of every group, with their versions and comments"),
    SEE_IN_GROUP,
    changes=False,
)
WORD_PROPOSAL = Action(
    "roadmaps.word-proposal",
    _("Write and change a group's proposed recommendations, in any language"),
    WRITE_IN_GROUP,
)
CONFIRM_FACTS = Action(
    "roadmaps.confirm-facts",
    _("Confirm what a proposed recommendation repeats, its issues and the SDG targets it serves"),
    WRITE_IN_GROUP,
)
MARK_EARLIER = Action(
    "roadmaps.mark-earlier",
    _("Say which earlier recommendations are about the same as a proposed one, and which are not"),
    WRITE_IN_GROUP,
)
PUT_FORWARD = Action(
    "roadmaps.put-forward",
    _("Propose a drafted recommendation to the group, or take it back"),
    WRITE_IN_GROUP,
)
SETTLE_PROPOSAL = Action(
    "roadmaps.settle-proposal",
    _("Record that a recommendation was presented, adopted, merged into another or dropped"),
    LEAD_GROUP,
    note=_("A coordinator adopts only where a group has no rapporteur."),
)
GIVE_STANCE = Action(
    "roadmaps.give-stance",
    _("Say that one agrees with a recommendation of one's own group, can live with it, or objects"),
    frozenset({Role.RAPPORTEUR, Role.MEMBER}),
)
ANSWER_OBJECTION = Action(
    "roadmaps.answer-objection",
    _("Answer an objection to a recommendation"),
    LEAD_GROUP,
)
SEE_STANCES = Action(
    "roadmaps.see-stances",
    _("See who objects to a recommendation and why, and which member has not spoken"),
    REMARK | {Role.PAIRED},
    changes=False,
    note=_("Observers see counts only."),
)
COMMENT = Action(
    "roadmaps.comment",
    _("Comment on a proposed recommendation, and pass on what one's own group knows"),
    REMARK | {Role.PAIRED},
)
RESOLVE_COMMENT = Action(
    "roadmaps.resolve-comment",
    _("Mark a comment as dealt with"),
    WRITE_IN_GROUP,
)
NAME_CONSULTED = Action(
    "roadmaps.name-consulted",
    _("Name the recommendations that a consultation was about, and what changed in them"),
    frozenset({Role.COORDINATOR, Role.RAPPORTEUR, Role.MEMBER}),
)

# Without a title: the page “Who can do what” shows them in the table of roadmaps.
TABLE = Table(
    "proposals",
    "",
    actions=(
        SEE_PROPOSALS,
        WORD_PROPOSAL,
        NAME_CONSULTED,
        CONFIRM_FACTS,
        MARK_EARLIER,
        PUT_FORWARD,
        SETTLE_PROPOSAL,
        GIVE_STANCE,
        ANSWER_OBJECTION,
        SEE_STANCES,
        COMMENT,
        RESOLVE_COMMENT,
    ),
    roles=roles_of,
    find=find,
    circle=circle,
)
