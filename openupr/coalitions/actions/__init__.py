"""Who may do what in a coalition: one file a noun, joined here."""

from collections.abc import Mapping
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Table

from . import coalition, groups, pairing, people, timeline
from .roles import circle, find, roles_of


def may_send_what_came_back(scope: Mapping[str, Any]) -> bool:
    """Whether this ASGI scope may bring a file that is to stay in memory."""
    try:
        return resolve(scope["path"]).view_name == "coalitions:came-back"
    except Resolver404:
        return False


TABLE = Table(
    "coalitions",
    _("Coalitions"),
    actions=(
        *coalition.ACTIONS,
        *groups.ACTIONS,
        *pairing.ACTIONS,
        *people.ACTIONS,
        *timeline.ACTIONS,
    ),
    roles=roles_of,
    find=find,
    circle=circle,
)
