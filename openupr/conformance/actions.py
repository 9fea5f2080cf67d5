"""Who may do what with the check: anyone may have a Word file checked, none is kept."""

from collections.abc import Mapping
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import EVERYBODY, OPERATORS, SERVER_CIRCLE, Action, Table

MOST_BYTES = 10_000_000
"""The largest file that is checked in memory. The command takes larger ones."""


def may_have_a_file_checked(scope: Mapping[str, Any]) -> bool:
    """Whether this ASGI scope may upload a file to check in memory."""
    try:
        return resolve(scope["path"]).view_name == "conformance:conform"
    except Resolver404:
        return False


CHECK_A_FILE = Action(
    "conformance.conform",
    _("Have a Word file checked against OHCHR's rules, without an account"),
    EVERYBODY,
    changes=False,
    note=_("The file is read in memory and nothing of it is kept."),
)
SEE_RULES = Action(
    "conformance.see_rules",
    _("See which rules submissions are checked by"),
    EVERYBODY,
    changes=False,
)
ADD_RULES = Action(
    "conformance.add_rules",
    _("Add a rule set made from OHCHR's text, confirm it, take it back"),
    OPERATORS,
)

TABLE = Table(
    "conformance",
    _("Check a Word file"),
    actions=(CHECK_A_FILE, SEE_RULES, ADD_RULES),
    circle=lambda about: SERVER_CIRCLE,
)
