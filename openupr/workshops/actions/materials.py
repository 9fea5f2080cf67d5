"""Who may do what with a workshop's materials and its term list."""

from collections.abc import Mapping
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Role
from openupr.coalitions.actions.roles import SEE
from openupr.roadmaps.actions import MODERATE

SEE_MATERIALS = Action(
    "workshops.see-materials",
    _("See a workshop's materials and term list"),
    SEE,
    changes=False,
)
READ_MATERIALS = Action(
    "workshops.read-materials",
    _("Take a workshop's materials along; on a phone in the room those that are meant for it; read the term list"),
    SEE | {Role.GUEST},
    changes=False,
)
KEEP_MATERIALS = Action(
    "workshops.keep-materials",
    _("Add materials and terms, say which are for phones in the room, take them out"),
    MODERATE,
)

ACTIONS = (SEE_MATERIALS, READ_MATERIALS, KEEP_MATERIALS)


def may_send_a_material(scope: Mapping[str, Any]) -> bool:
    """Whether this ASGI scope may bring a file, which is to stay in memory."""
    try:
        return resolve(scope["path"]).view_name == "workshops:material-add"
    except Resolver404:
        return False
