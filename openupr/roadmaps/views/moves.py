"""What may be done with a recommendation in one click, from a list or its own page."""

from collections.abc import Iterable
from typing import Any

from openupr.accounts.permissions import Role
from openupr.coalitions.frame import Request

from ..models import Proposal
from ..permissions import GIVE_STANCE, SETTLE_PROPOSAL
from ..queries.stances import StanceTally, stance_tallies


def add_moves(request: Request[Any], proposals: Iterable[Proposal]) -> None:
    """Give each its `tally`, and whether one may speak on it (`waits`), adopt it or reopen it.

    `all_heard`: whether one can adopt it without being asked again.
    """
    found = list(proposals)
    said = stance_tallies(found)
    may_speak = GIVE_STANCE.open_to(request.roles)
    for each in found:
        tally = said[each.pk]
        each.tally = tally  # type: ignore[attr-defined]
        each.waits = may_speak and each.may_be_adopted and request.actor in tally.silent  # type: ignore[attr-defined]
        each.may_adopt = each.may_be_adopted and may_adopt(request, tally)  # type: ignore[attr-defined]
        each.all_heard = tally.is_agreed_but_for(request.actor)  # type: ignore[attr-defined]
        each.may_reopen = each.state == Proposal.State.ADOPTED and _leads(request, tally)  # type: ignore[attr-defined]


def may_adopt(request: Request[Any], tally: StanceTally) -> bool:
    """Its rapporteur; the coordinator where the group has none."""
    return _leads(request, tally) and tally.rapporteur in (None, request.actor)


def _leads(request: Request[Any], tally: StanceTally) -> bool:
    if not SETTLE_PROPOSAL.open_to(request.roles):
        return False
    return Role.COORDINATOR in request.roles or (tally.rapporteur is not None and tally.rapporteur == request.actor)
