"""Who may do what with submissions: each coalition's own, by role."""

from collections.abc import Mapping
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Table
from openupr.coalitions.actions.roles import circle

from . import drafting

_IN_MEMORY = {
    "submissions:returned",
    "submissions:returned-take",
    "submissions:annex-add",
    "submissions:ohchr-summary-bring",
}


def may_send_a_file(scope: Mapping[str, Any]) -> bool:
    """Whether this ASGI scope may bring a file that is to stay in memory."""
    try:
        return resolve(scope["path"]).view_name in _IN_MEMORY
    except Resolver404:
        return False


TABLE = Table(
    "submissions",
    _("Submissions"),
    actions=drafting.ACTIONS,
    roles=drafting.roles_of,
    find=drafting.find,
    circle=circle,
)
