"""Which State carries which recommendation."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.recommendations.targets import order_of
from openupr.recommendations.the_index import RecordNotReady
from openupr.upr.states import CODES, State, by_iso3

from .actions import CHOOSE_CARRIERS
from .asks import AskLine, asks_of
from .models import Carrier, Presence, RemovedCarrier
from .rules import ASKS, nearest_first, states_to_add
from .states import presences, states_avoided


@dataclass(frozen=True)
class CarryingState:
    """A State that carries something: its asks, and where its diplomats are.

    `is_avoided`: we do not approach it.
    """

    state: State
    carried: Sequence[AskLine]
    presence: Presence | None
    is_avoided: bool = False

    @property
    def asks(self) -> int:
        return len(self.carried)

    @property
    def has_too_many(self) -> bool:
        return self.asks > ASKS


def carried_states(coalition: Coalition) -> list[CarryingState]:
    """Every State that is to carry an ask, those with most first."""
    return carrying(coalition, asks_of(coalition))


def carrying(coalition: Coalition, asks: Iterable[AskLine]) -> list[CarryingState]:
    """The same, of these asks."""
    carried: dict[str, list[AskLine]] = defaultdict(list)
    for ask in asks:
        for iso3 in ask.carried_by:
            carried[iso3].append(ask)
    known, avoided = presences(coalition), states_avoided(coalition)
    states = [
        CarryingState(by_iso3(iso3), own, known.get(iso3), is_avoided=iso3 in avoided) for iso3, own in carried.items()
    ]
    return sorted(states, key=lambda state: (-state.asks, state.state.name))


@dataclass(frozen=True)
class CarrierLine:
    """A State that carries an ask.

    `place`: in the ask's ranking; None where it raised nothing on this. `is_avoided`: the coalition
    does not approach it.
    """

    state: State
    place: int | None
    is_avoided: bool = False


def placed(coalition: Coalition, asks: Iterable[AskLine]) -> dict[int, list[CarrierLine]]:
    """For each ask its States, the best place first; without places while the record is not
    ready.
    """
    avoided = states_avoided(coalition)
    return {ask.pk: _placed(coalition, ask, avoided) for ask in asks}


def _placed(coalition: Coalition, ask: AskLine, avoided: Collection[str]) -> list[CarrierLine]:
    try:
        order = order_of(coalition.state, ask.theme) if ask.carriers and ask.is_comparable else []
    except RecordNotReady:
        order = []
    places = {iso3: place for place, iso3 in enumerate(order, start=1)}
    lines = [CarrierLine(by_iso3(iso3), places.get(iso3), iso3 in avoided) for iso3 in ask.carried_by]
    return sorted(lines, key=lambda line: line.place or len(order) + 1)


CarrierCell = tuple[int, str]
"""The number of a proposal and the code of a State."""


@act(CHOOSE_CARRIERS, _("Choose which State carries which recommendation"), about="coalition")
def save_carriers(
    *, by: Person, coalition: Coalition, chosen: Collection[CarrierCell], shown: Collection[CarrierCell]
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
    added = states_to_add(rankings, chosen)
    new = [Carrier(proposal_id=ask, iso3=iso3, by_hand=False) for ask, states in added.items() for iso3 in states]
    return Carrier.objects.bulk_create(new, ignore_conflicts=True)
