"""Who may do what with submissions: a coalition's own by role; anyone may have a Word file checked, none is kept."""

from collections.abc import Mapping
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import EVERYBODY, Action, Table

from . import drafting

MOST_BYTES = 10_000_000
"""Of one file that is checked on the page: it is held in memory. The command takes larger ones."""
_IN_MEMORY = {"submissions:conform", "submissions:returned", "submissions:returned-take", "submissions:annex-add"}


def may_send_a_file(scope: Mapping[str, Any]) -> bool:
    """Whether this ASGI scope may bring a file that is to stay in memory."""
    try:
        return resolve(scope["path"]).view_name in _IN_MEMORY
    except Resolver404:
        return False


CHECK_A_FILE = Action(
    "submissions.conform",
    _("Have a Word file checked against OHCHR's rules, without an account"),
    EVERYBODY,
    routes=("submissions:conform",),
    changes=False,
    note=_("The file is read in memory and nothing of it is kept."),
)

TABLE = Table(
    "submissions",
    _("Submissions"),
    actions=(CHECK_A_FILE, *drafting.ACTIONS),
    roles=drafting.roles_of,
    find=drafting.find,
)
