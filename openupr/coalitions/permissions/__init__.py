"""Who may do what in a coalition: one file a noun, joined here."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Table

from . import coalition, consultation, decision, groups, pairing, people, timeline
from .audit_labels import AUDIT_LABELS
from .roles import circle, find, roles_of

TABLE = Table(
    "coalitions",
    _("Coalitions"),
    actions=(
        *coalition.ACTIONS,
        *groups.ACTIONS,
        *pairing.ACTIONS,
        *people.ACTIONS,
        *decision.ACTIONS,
        *consultation.ACTIONS,
        *timeline.ACTIONS,
    ),
    roles=roles_of,
    find=find,
    circle=circle,
    audit_labels=AUDIT_LABELS,
)
