"""Who may do what in the whole product: the apps' tables, joined."""

from functools import cache
from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import TABLE as ACCOUNTS
from openupr.accounts.actions import Action, Role, Table
from openupr.advocacy.actions import TABLE as ADVOCACY
from openupr.attendance.actions import TABLE as ATTENDANCE
from openupr.coalitions.actions import TABLE as COALITIONS
from openupr.conformance.actions import TABLE as CONFORMANCE
from openupr.decisions.actions import TABLE as DECISIONS
from openupr.followup.actions import TABLE as FOLLOWUP
from openupr.languages.actions import TABLE as LANGUAGES
from openupr.learning.actions import TABLE as LEARNING
from openupr.phones.actions import TABLE as PHONES
from openupr.recommendations.actions import TABLE as RECOMMENDATIONS
from openupr.reports.actions import TABLE as REPORTS
from openupr.roadmaps.actions import TABLE as ROADMAPS
from openupr.submissions.actions import TABLE as SUBMISSIONS
from openupr.testimonies.actions import TABLE as TESTIMONIES
from openupr.timeline.actions import TABLE as TIMELINE
from openupr.workshops.actions import TABLE as WORKSHOPS

from .actions import READ_HOME, READ_WHO_CAN_DO_WHAT
from .backups import actions as backups

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
    DECISIONS,
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
    """The action, and its table, that decides about each address.

    Pages add their names when they are imported.
    """
    import_module(settings.ROOT_URLCONF)
    routes: dict[str, tuple[Action, Table]] = {}
    for table in TABLES:
        for action in table.actions:
            for route in action.routes:
                if route in routes:
                    raise InTwoTables(route)
                routes[route] = action, table
    return routes
