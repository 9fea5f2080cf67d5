"""Which State carries which recommendation."""

from collections.abc import Collection

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Coalition
from openupr.recommendations.queries.targets import targets
from openupr.upr.states import CODES

from ..models import Carrier
from ..permissions import CHOOSE_CARRIERS
from ..queries.asks import asks_of
from ..rules import propose

_LOOKED_AT = 30
Cell = tuple[int, str]
"""The number of a proposal and the code of a State."""


@act(CHOOSE_CARRIERS, about="coalition")
def save_carriers(
    *, by: Person, coalition: Coalition, chosen: Collection[Cell], shown: Collection[Cell]
) -> list[Carrier]:
    """Of the cells that were shown, have the chosen ones carry and the others no longer. Other cells stay."""
    asks = {ask.pk: ask for ask in asks_of(coalition)}
    known = {(ask.pk, iso3) for ask in asks.values() for iso3 in ask.carried_by}
    wanted = {(ask, iso3) for ask, iso3 in chosen if ask in asks and iso3 in CODES and iso3 != coalition.review.iso3}
    for ask, iso3 in (known & set(shown)) - wanted:
        Carrier.objects.filter(proposal_id=ask, iso3=iso3).delete()
    new = [Carrier(proposal_id=ask, iso3=iso3) for ask, iso3 in sorted(wanted - known)]
    return Carrier.objects.bulk_create(new, ignore_conflicts=True)


@act(CHOOSE_CARRIERS, about="coalition")
def propose_carriers(*, by: Person, coalition: Coalition) -> list[Carrier]:
    """Add States where asks lack carriers, the best evidence first. What is chosen stays. Raises RecordNotReady."""
    asks = [ask for ask in asks_of(coalition) if ask.is_comparable]
    rankings = {
        ask.pk: [each.state.iso3 for each in targets(coalition.state, ask.theme, limit=_LOOKED_AT).ranked]
        for ask in asks
        if ask.wanted
    }
    chosen = {ask.pk: ask.carried_by for ask in asks_of(coalition)}
    added = propose(rankings, chosen)
    new = [Carrier(proposal_id=ask, iso3=iso3, by_hand=False) for ask, states in added.items() for iso3 in states]
    return Carrier.objects.bulk_create(new, ignore_conflicts=True)
