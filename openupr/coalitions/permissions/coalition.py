"""Who may do what with a coalition as a whole."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import ACCOUNTS, Action

from .roles import COORDINATE, SEE

LIST_COALITIONS = Action(
    "coalitions.list",
    _("See which coalitions one takes part in"),
    ACCOUNTS,
    routes=("coalitions:coalitions", "coalitions:coalitions-csv", "coalitions:coalitions-json"),
    changes=False,
)
FOUND_COALITION = Action(
    "coalitions.found",
    _("Found a coalition, and become its coordinator"),
    ACCOUNTS,
    routes=("coalitions:found",),
)
SEE_COALITION = Action(
    "coalitions.see",
    _("See a coalition: what is due, its groups, its people"),
    SEE,
    routes=("coalitions:coalition", "coalitions:people"),
    changes=False,
)
CHANGE_COALITION = Action(
    "coalitions.change",
    _("Change a coalition's name, languages or review"),
    COORDINATE,
    routes=("coalitions:change",),
)
CONFIRM_CLOCK = Action(
    "coalitions.confirm-clock",
    _("Say that the computer's date is right, so that what is overdue is deleted"),
    COORDINATE,
    routes=("coalitions:clock",),
)
DELETE_COALITION = Action(
    "coalitions.delete",
    _("Delete the coalition in seven days, and take that back until then"),
    COORDINATE,
    routes=("coalitions:delete",),
)

ACTIONS = (LIST_COALITIONS, FOUND_COALITION, SEE_COALITION, CHANGE_COALITION, CONFIRM_CLOCK, DELETE_COALITION)
