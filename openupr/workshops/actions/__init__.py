"""Who may do what with workshops."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Table
from openupr.coalitions.actions.roles import circle

from . import after, agenda, materials

TABLE = Table(
    "workshops",
    _("Workshops"),
    actions=(*agenda.ACTIONS, *after.ACTIONS, *materials.ACTIONS),
    roles=agenda.roles_of,
    find=agenda.find,
    circle=circle,
)
