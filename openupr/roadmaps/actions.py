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

# The recommendations that a group proposes
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


# What the audit log says of each service, where its action does more than one thing

TABLE = Table(
    "roadmaps",
    _("Roadmaps, recommendations and the plenary"),
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
