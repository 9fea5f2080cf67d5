"""Who may do what in a coalition: one file a noun, joined here."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Table

from . import affiliation, coalition, consultation, decision, groups, people, timeline, trail
from .deeds import DEEDS
from .roles import circle, find, roles_of

TABLE = Table(
    "coalitions",
    _("Coalitions"),
    actions=(
        *coalition.ACTIONS,
        *affiliation.ACTIONS,
        *groups.ACTIONS,
        *people.ACTIONS,
        *decision.ACTIONS,
        *consultation.ACTIONS,
        *timeline.ACTIONS,
        *trail.ACTIONS,
    ),
    roles=roles_of,
    find=find,
    circle=circle,
    deeds=DEEDS,
)
