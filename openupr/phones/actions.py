"""Who may do what with phones in the room. What phones tap is in no audit log."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Actor, Role, Table, general_roles
from openupr.accounts.models import Guest
from openupr.coalitions.actions.roles import SEE, WORK_IN_GROUP, circle
from openupr.coalitions.actions.roles import find as find_in_coalition
from openupr.coalitions.actions.roles import roles_of as roles_in_coalition
from openupr.coalitions.models import Group
from openupr.roadmaps.actions import MODERATE
from openupr.workshops.actions import in_the_room
from openupr.workshops.models import Workshop

from .rules.tables import table_circle

_LAST_NUMBER = 2**63 - 1


def find(parts: Mapping[str, Any]) -> object:
    """The workshop that an address names in the coalition it names, in one query; else what the
    coalition finds.
    """
    if "workshop" not in parts:
        return find_in_coalition(parts)
    if any(isinstance(part, int) and part > _LAST_NUMBER for part in parts.values()):
        return None
    workshops = Workshop.objects.select_related("coalition__review", "floor")
    return workshops.filter(coalition__key=parts["coalition"], pk=parts["workshop"]).first()


def roles_of(actor: Actor, about: object) -> frozenset[Role]:
    """The roles in the coalition that something belongs to; those of a phone in the workshop of its
    room alone.
    """
    if about is None or isinstance(about, Mapping):
        return frozenset({Role.ANYONE}) if isinstance(actor, Guest) else general_roles(actor)
    if isinstance(actor, Guest) and isinstance(about, Group) and _is_at_table(actor, about):
        return frozenset({Role.ANYONE, Role.AT_THE_TABLE})
    return in_the_room(actor, about, roles_in_coalition(actor, about))


def _is_at_table(guest: Guest, group: Group) -> bool:
    return guest.room.circle == table_circle(group.coalition.key, group.pk)


# Questions to the speakers
IN_THE_ROOM = SEE | {Role.GUEST}

SEE_QUESTIONS = Action(
    "phones.see-questions",
    _("Read the questions to the speakers that a moderator has released"),
    IN_THE_ROOM,
    changes=False,
)
SHOW_QUESTIONS = Action(
    "phones.show-questions",
    _("Show released questions on the projector, take them away as a file"),
    SEE,
    changes=False,
)
ASK = Action(
    "phones.ask",
    _("Ask the speakers from a phone, vote for a question, withdraw one's own"),
    IN_THE_ROOM,
    recorded=False,
)
MODERATE_QUESTIONS = Action(
    "phones.moderate-questions",
    _("Take questions or not; release them, set them aside, mark them as answered"),
    MODERATE,
)

# The quiz
SEE_QUIZ = Action(
    "phones.see-quiz",
    _("See the open quiz question, and how many chose each answer"),
    IN_THE_ROOM,
    changes=False,
)
SHOW_QUIZ = Action(
    "phones.show-quiz",
    _("Show the quiz on the projector, take its results away as a file"),
    SEE,
    changes=False,
)
ANSWER_QUIZ = Action(
    "phones.answer-quiz",
    _("Answer the quiz from a phone, once"),
    IN_THE_ROOM,
    recorded=False,
)
RUN_QUIZ = Action(
    "phones.run-quiz",
    _("Choose and write questions of the quiz and polls, open them, count hands, show how the room answered"),
    MODERATE,
)

# A room divides into thematic groups
SEE_PLACES = Action(
    "phones.see-places",
    _("See the groups that one can choose, and on one's phone the group that one is in"),
    IN_THE_ROOM,
    changes=False,
)
SHOW_PLACES = Action(
    "phones.show-places",
    _("Show the groups and their sizes on the projector, take them away as a file"),
    SEE,
    changes=False,
)
WISH = Action(
    "phones.wish",
    _("Say from a phone in which group one would like to work"),
    IN_THE_ROOM,
    recorded=False,
)
PLACE_PHONES = Action(
    "phones.place",
    _("Take choices, also from slips of paper; make a proposal, adjust it, show it on phones"),
    MODERATE,
)

# The device on a group's table
SIT_AT_TABLE = Action(
    "phones.see-table",
    _("See one's group's roadmap on the device of the group's table"),
    WORK_IN_GROUP | {Role.AT_THE_TABLE, Role.FACILITATOR},
    changes=False,
)
ANSWER_AT_TABLE = Action(
    "phones.answer-at-table",
    _(
        "Answer the roadmap's questions on the device of the group's table, without an account; recommendations that "
        "it names count as the group's own"
    ),
    # Who is signed in answers on the group's own pages, under their name.
    frozenset({Role.AT_THE_TABLE}),
)
OPEN_TABLE = Action(
    "phones.open-table",
    _("Give a group's table a code for the day, with which one device there fills its roadmap; take it back"),
    frozenset({Role.COORDINATOR, Role.FACILITATOR, Role.RAPPORTEUR}),
)
OPEN_TABLES = Action(
    "phones.open-tables",
    _("Give the tables of all groups a code for the day"),
    frozenset({Role.COORDINATOR, Role.FACILITATOR}),
)
SEE_TABLES = Action(
    "phones.see-tables",
    _("See the codes of all tables"),
    frozenset({Role.COORDINATOR, Role.FACILITATOR}),
    changes=False,
)

# What the audit log says of each service, where its action does more than one thing

TABLE = Table(
    "phones",
    _("Phones in the room"),
    actions=(
        SEE_QUESTIONS,
        SHOW_QUESTIONS,
        ASK,
        MODERATE_QUESTIONS,
        SEE_QUIZ,
        SHOW_QUIZ,
        ANSWER_QUIZ,
        RUN_QUIZ,
        SEE_PLACES,
        SHOW_PLACES,
        WISH,
        PLACE_PHONES,
        SIT_AT_TABLE,
        ANSWER_AT_TABLE,
        OPEN_TABLE,
        OPEN_TABLES,
        SEE_TABLES,
    ),
    roles=roles_of,
    find=find,
    circle=circle,
)
