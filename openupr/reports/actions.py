"""Who may do what with the activity report of a workshop."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Table
from openupr.coalitions.actions.roles import SEE, circle
from openupr.roadmaps.actions import MODERATE
from openupr.workshops.actions import find as find_workshop
from openupr.workshops.actions import roles_of

READ = Action(
    "reports.read",
    _("Read a workshop's report, and take it away as Word or PDF"),
    SEE,
    changes=False,
)
WRITE = Action(
    "reports.write",
    _("Put a paragraph of the report in one's own words"),
    MODERATE,
)


def find(parts: Mapping[str, Any]) -> object:
    """The workshop that an address names."""
    return find_workshop({name: part for name, part in parts.items() if name in ("coalition", "workshop")})


# What the audit log says of each service, where its action does more than one thing.

TABLE = Table("reports", _("Reports"), actions=(READ, WRITE), roles=roles_of, find=find, circle=circle)
