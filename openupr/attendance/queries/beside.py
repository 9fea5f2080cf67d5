"""What stands of this room on a workshop's own page."""

from typing import Any

from django.template import Context

from openupr.workshops.models import Workshop

from ..permissions import TABLE
from ..rules.balance import Standing
from .balance import balance_of
from .lessons import checks_of
from .tabs import tabs_of


def beside_workshop(context: Context) -> dict[str, Any] | None:
    """The ways into the room; for those who plan, the balance so far and the lessons that are not kept yet."""
    workshop, request = context.get("workshop"), context.get("request")
    roles = getattr(request, "roles", None)
    if not isinstance(workshop, Workshop) or roles is None:
        return None
    may = frozenset(action.name for action in TABLE.actions if action.open_to(roles))
    given: dict[str, Any] = {"room_tabs": tabs_of(workshop, "", may), "workshop": workshop, "may": may}
    if "attendance.keep-balance" in may:
        balance = balance_of(workshop)
        open_checks = [each for each in checks_of(workshop, balance) if each.standing is not Standing.KEPT]
        given |= {"balance": balance, "open_checks": open_checks}
    return given
