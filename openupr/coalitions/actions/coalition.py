"""Who may do what with a coalition as a whole, its audit log, and a file that somebody chose."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import ACCOUNTS, Action, Role

from .roles import COORDINATE, REMARK, SEE, WORK_IN_GROUP

LIST_COALITIONS = Action(
    "coalitions.list",
    _("See which coalitions one takes part in"),
    ACCOUNTS,
    changes=False,
)
SEE_FOR_ME = Action(
    "coalitions.see_for_me",
    _("See what waits for oneself in all one's coalitions"),
    ACCOUNTS,
    changes=False,
)
SEE_OWED = Action(
    "coalitions.see_owed",
    _("See what is missing in the coalition, and print it"),
    REMARK,
    changes=False,
    note=_("Observers see only what waits for themselves."),
)
SORT_FILE = Action(
    "coalitions.sort_file",
    _("Upload a changed file, to be led to the page that takes it over"),
    WORK_IN_GROUP,
    changes=False,
)
FOUND_COALITION = Action(
    "coalitions.found",
    _("Start a coalition, and become its coordinator"),
    ACCOUNTS,
)
SEE_COALITION = Action(
    "coalitions.see",
    _("See a coalition: what is due, its groups, its people"),
    SEE,
    changes=False,
)
CHANGE_COALITION = Action(
    "coalitions.change",
    _("Change a coalition's name, languages or review"),
    COORDINATE,
)
START_NEXT = Action(
    "coalitions.start-next",
    _("Start the coalition for the next review with what this one leaves"),
    COORDINATE,
)
CONFIRM_CLOCK = Action(
    "coalitions.confirm-clock",
    _("Say that the computer's date is right: what is overdue is then deleted"),
    COORDINATE,
)
DELETE_COALITION = Action(
    "coalitions.delete",
    _("Delete the coalition in seven days, and take that back until then"),
    COORDINATE,
)
SEE_AUDIT_LOG = Action(
    "coalitions.see_audit_log",
    _("See who did what and when in the coalition"),
    COORDINATE,
    changes=False,
)
FORGET_AUTHORSHIP = Action(
    "coalitions.forget_authorship",
    _("Delete names from history"),
    COORDINATE,
    named=False,
)
CHOOSE_FILE = Action(
    "coalitions.choose-file",
    _("Choose a file and look at it before it is taken: each their own"),
    frozenset({Role.COORDINATOR, Role.FACILITATOR, Role.RAPPORTEUR, Role.MEMBER, Role.REPRESENTATIVE}),
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
