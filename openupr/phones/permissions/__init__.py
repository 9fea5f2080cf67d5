"""Who may do what with phones in the room: one file a noun, joined here."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Table
from openupr.coalitions.permissions.roles import circle

from . import places, questions, quiz, table
from .audit_labels import AUDIT_LABELS
from .roles import find, roles_of

TABLE = Table(
    "phones",
    _("Phones in the room"),
    actions=(*questions.ACTIONS, *quiz.ACTIONS, *places.ACTIONS, *table.ACTIONS),
    roles=roles_of,
    find=find,
    circle=circle,
    audit_labels=AUDIT_LABELS,
)
