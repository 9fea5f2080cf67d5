"""Who may do what on the way to a group's part of the submission: one file a noun, joined here."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Table
from openupr.coalitions.permissions.roles import circle, find, roles_of

from . import plenary, proposal, roadmap
from .audit_labels import AUDIT_LABELS

TABLE = Table(
    "roadmaps",
    _("Roadmaps, recommendations and the plenary"),
    actions=(*proposal.ACTIONS, *roadmap.ACTIONS, *plenary.ACTIONS),
    roles=roles_of,
    find=find,
    circle=circle,
    audit_labels=AUDIT_LABELS,
)
