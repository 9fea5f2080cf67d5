"""Which State carries which recommendation."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.recommendations.targets import order_of
from openupr.upr.states import CODES

from ..actions import CHOOSE_CARRIERS
from ..models import Carrier, Presence, RemovedCarrier
from ..queries.asks import asks_of
from ..queries.states import presences, states_avoided
from ..rules import nearest_first, propose

Cell = tuple[int, str]
"""The number of a proposal and the code of a State."""


@act(CHOOSE_CARRIERS, _("Choose which State carries which recommendation"), about="coalition")
def save_carriers(
    *, by: Person, coalition: Coalition, chosen: Collection[Cell], shown: Collection[Cell]
) -> list[Carrier]:
    """Of the cells that were shown, have the chosen ones carry and the others no longer.

    Other cells stay.

    What carries no longer is not proposed again.
    """
    asks = {ask.pk: ask for ask in asks_of(coalition)}
    known = {(ask.pk, iso3) for ask in asks.values() for iso3 in ask.carried_by}
    wanted = {(ask, iso3) for ask, iso3 in chosen if ask in asks and iso3 in CODES and iso3 != coalition.review.iso3}
    for ask, iso3 in (known & set(shown)) - wanted:
        Carrier.objects.filter(proposal_id=ask, iso3=iso3).delete()
        RemovedCarrier.objects.get_or_create(proposal_id=ask, iso3=iso3)
    for ask, iso3 in wanted:
        RemovedCarrier.objects.filter(proposal_id=ask, iso3=iso3).delete()
    new = [Carrier(proposal_id=ask, iso3=iso3) for ask, iso3 in sorted(wanted - known)]
    return Carrier.objects.bulk_create(new, ignore_conflicts=True)


@act(CHOOSE_CARRIERS, _("Have States proposed"), about="coalition")
def propose_carriers(*, by: Person, coalition: Coalition) -> list[Carrier]:
    """Add States where asks lack carriers: the best evidence first, and of States near in it those
    with an embassy in the country; none that the coalition does not approach. What people chose or
    removed stays so.

    Raises RecordNotReady.
    """
    asks = asks_of(coalition)
    order = {kind.value: at for at, kind in enumerate(Presence.Kind)}
    near = {iso3: order[noted.kind] for iso3, noted in presences(coalition).items()}
    avoided = states_avoided(coalition)
    rankings = {
        ask.pk: nearest_first(
            [iso3 for iso3 in order_of(coalition.state, ask.theme) if iso3 not in avoided.union(ask.removed)], near
        )
        for ask in asks
        if ask.is_comparable and ask.wanted
    }
    chosen = {ask.pk: ask.carried_by for ask in asks}
    added = propose(rankings, chosen)
    new = [Carrier(proposal_id=ask, iso3=iso3, by_hand=False) for ask, states in added.items() for iso3 in states]
    return Carrier.objects.bulk_create(new, ignore_conflicts=True)
