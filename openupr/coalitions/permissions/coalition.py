"""Who may do what with a coalition as a whole."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import ACCOUNTS, Action

FOUND_COALITION = Action(
    "coalitions.found",
    _("Found a coalition, and become its coordinator"),
    ACCOUNTS,
)

ACTIONS = (FOUND_COALITION,)
