"""Who may do what in the whole product: the slices' tables, joined."""

from openupr.accounts.permissions import TABLE as ACCOUNTS
from openupr.accounts.permissions import Action, Table
from openupr.coalitions.permissions import TABLE as COALITIONS
from openupr.recommendations.permissions import TABLE as RECOMMENDATIONS
from openupr.timeline.permissions import TABLE as TIMELINE

TABLES: tuple[Table, ...] = (RECOMMENDATIONS, TIMELINE, COALITIONS, ACCOUNTS)


class InTwoTables(ValueError):
    """An address stands in two actions: then nobody knows which decides."""


def by_route() -> dict[str, tuple[Action, Table]]:
    """The action, and its table, that decides about each address."""
    found: dict[str, tuple[Action, Table]] = {}
    for table in TABLES:
        for action in table.actions:
            for route in action.routes:
                if route in found:
                    raise InTwoTables(route)
                found[route] = action, table
    return found
