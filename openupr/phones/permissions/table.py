"""Who may do what with the device on a group's table."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action, Role
from openupr.coalitions.permissions.roles import WORK_IN_GROUP

SIT_AT_TABLE = Action(
    "phones.see-table",
    _("See one's group's roadmap on the device of the group's table"),
    WORK_IN_GROUP | {Role.AT_THE_TABLE, Role.FACILITATOR},
    changes=False,
    routes=("phones:table",),
)
ANSWER_AT_TABLE = Action(
    "phones.answer-at-table",
    _(
        "Answer the roadmap's questions on the device of the group's table, without an account; recommendations that "
        "it names stand before the group as its own"
    ),
    # Who is signed in answers on the group's own pages, under their name.
    frozenset({Role.AT_THE_TABLE}),
    routes=("phones:table-answer",),
)
OPEN_TABLE = Action(
    "phones.open-table",
    _("Give a group's table a code for the day, so that one device there fills its roadmap; take it back"),
    frozenset({Role.COORDINATOR, Role.FACILITATOR, Role.RAPPORTEUR}),
    routes=("phones:table-open",),
)
SEE_TABLES = Action(
    "phones.see-tables",
    _("See the codes of all tables"),
    frozenset({Role.COORDINATOR, Role.FACILITATOR}),
    changes=False,
    routes=("phones:tables",),
)

ACTIONS = (SIT_AT_TABLE, ANSWER_AT_TABLE, OPEN_TABLE, SEE_TABLES)
