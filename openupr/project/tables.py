"""Who may do what in the whole product: the apps' tables, joined."""

from functools import cache
from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import TABLE as ACCOUNTS
from openupr.accounts.permissions import Action, Role, Table
from openupr.advocacy.permissions import TABLE as ADVOCACY
from openupr.attendance.permissions import TABLE as ATTENDANCE
from openupr.coalitions.permissions import TABLE as COALITIONS
from openupr.conformance.permissions import TABLE as CONFORMANCE
from openupr.followup.permissions import TABLE as FOLLOWUP
from openupr.languages.permissions import TABLE as LANGUAGES
from openupr.learning.permissions import TABLE as LEARNING
from openupr.phones.permissions import TABLE as PHONES
from openupr.recommendations.permissions import TABLE as RECOMMENDATIONS
from openupr.reports.permissions import TABLE as REPORTS
from openupr.roadmaps.permissions import TABLE as ROADMAPS
from openupr.submissions.permissions import TABLE as SUBMISSIONS
from openupr.testimonies.permissions import TABLE as TESTIMONIES
from openupr.timeline.permissions import TABLE as TIMELINE
from openupr.workshops.permissions import TABLE as WORKSHOPS

from .backups import permissions as backups
from .permissions import READ_HOME, READ_WHO_CAN_DO_WHAT

WHOLE = Table(
    "project",
    _("The whole"),
    actions=(
        READ_WHO_CAN_DO_WHAT,
        READ_HOME,
        backups.MAKE_BACKUP,
        backups.RESTORE,
        backups.SEE_BACKUPS,
        backups.TAKE_BACKUP,
    ),
    roles=backups.roles_of,
)
TABLES: tuple[Table, ...] = (
    RECOMMENDATIONS,
    TIMELINE,
    LEARNING,
    LANGUAGES,
    CONFORMANCE,
    COALITIONS,
    FOLLOWUP,
    ROADMAPS,
    SUBMISSIONS,
    TESTIMONIES,
    WORKSHOPS,
    ATTENDANCE,
    PHONES,
    ADVOCACY,
    REPORTS,
    ACCOUNTS,
    WHOLE,
)


@cache
def open_to(roles: frozenset[Role]) -> frozenset[str]:
    """The names of all actions that are open to these roles."""
    return frozenset(action.name for table in TABLES for action in table.actions if action.open_to(roles))


class InTwoTables(ValueError):
    """An address stands in two actions: then nobody knows which decides."""


@cache
def by_route() -> dict[str, tuple[Action, Table]]:
    """The action, and its table, that decides about each address. Pages add their names when they are imported."""
    import_module(settings.ROOT_URLCONF)
    found: dict[str, tuple[Action, Table]] = {}
    for table in TABLES:
        for action in table.actions:
            for route in action.routes:
                if route in found:
                    raise InTwoTables(route)
                found[route] = action, table
    return found
