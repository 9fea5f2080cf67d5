"""Who sees what was done in a coalition, and who has it forgotten."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Action

from .roles import COORDINATE

SEE_AUDIT_LOG = Action(
    "coalitions.see_audit_log",
    _("See who did what and when in the coalition"),
    COORDINATE,
    routes=("coalitions:audit-log",),
    changes=False,
)
FORGET_AUTHORSHIP = Action(
    "coalitions.forget_authorship",
    _("Have it forgotten who wrote and did what, for good"),
    COORDINATE,
    routes=("coalitions:forget",),
    named=False,
)

ACTIONS = (SEE_AUDIT_LOG, FORGET_AUTHORSHIP)
