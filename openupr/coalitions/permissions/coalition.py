"""Who may do what with a coalition as a whole, its audit log, and a file that somebody chose."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import ACCOUNTS, Action, Role

from .roles import COORDINATE, REMARK, SEE, WORK_IN_GROUP

LIST_COALITIONS = Action(
    "coalitions.list",
    _("See which coalitions one takes part in"),
    ACCOUNTS,
    routes=("coalitions:coalitions", "coalitions:coalitions-csv", "coalitions:coalitions-json"),
    changes=False,
)
SEE_FOR_ME = Action(
    "coalitions.see_for_me",
    _("See what waits for oneself in all one's coalitions"),
    ACCOUNTS,
    routes=("coalitions:for-me", "coalitions:for-me-file"),
    changes=False,
)
SEE_OWED = Action(
    "coalitions.see_owed",
    _("See who owes what in the coalition, and print it"),
    REMARK,
    routes=("coalitions:owed", "coalitions:owed-file"),
    changes=False,
    note=_("Observers see only what waits for themselves."),
)
SORT_FILE = Action(
    "coalitions.sort_file",
    _("Upload a changed file, to be led to the page that takes it over"),
    WORK_IN_GROUP,
    routes=("coalitions:came-back",),
    changes=False,
)
FOUND_COALITION = Action(
    "coalitions.found",
    _("Start a coalition, and become its coordinator"),
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
    routes=("coalitions:change", "coalitions:take-review"),
)
START_NEXT = Action(
    "coalitions.start-next",
    _("Start the coalition for the next review with what this one leaves"),
    COORDINATE,
    routes=("coalitions:start-next",),
)
CONFIRM_CLOCK = Action(
    "coalitions.confirm-clock",
    _("Say that the computer's date is right: what is overdue is then deleted"),
    COORDINATE,
    routes=("coalitions:clock",),
)
DELETE_COALITION = Action(
    "coalitions.delete",
    _("Delete the coalition in seven days, and take that back until then"),
    COORDINATE,
    routes=("coalitions:delete",),
)
SEE_AUDIT_LOG = Action(
    "coalitions.see_audit_log",
    _("See who did what and when in the coalition"),
    COORDINATE,
    routes=("coalitions:audit-log",),
    changes=False,
)
FORGET_AUTHORSHIP = Action(
    "coalitions.forget_authorship",
    _("Delete names from history"),
    COORDINATE,
    routes=("coalitions:forget",),
    named=False,
)
CHOOSE_FILE = Action(
    "coalitions.choose-file",
    _("Choose a file and look at it before it is taken: each their own"),
    frozenset({Role.COORDINATOR, Role.FACILITATOR, Role.RAPPORTEUR, Role.MEMBER, Role.REPRESENTATIVE}),
    routes=("coalitions:chosen-page", "coalitions:chosen-file"),
    recorded=False,
)

ACTIONS = (
    LIST_COALITIONS,
    SEE_FOR_ME,
    SEE_OWED,
    SORT_FILE,
    FOUND_COALITION,
    SEE_COALITION,
    CHANGE_COALITION,
    START_NEXT,
    CONFIRM_CLOCK,
    DELETE_COALITION,
    SEE_AUDIT_LOG,
    FORGET_AUTHORSHIP,
    CHOOSE_FILE,
)
