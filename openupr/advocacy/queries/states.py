"""Which States to ask for a theme of the coalition, with what it knows of them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from openupr.accounts.models import Person
from openupr.coalitions.actions.roles import roles_of
from openupr.coalitions.coalition import coalitions_of
from openupr.coalitions.models import Coalition
from openupr.coalitions.panels import who_asks
from openupr.recommendations.question import Question
from openupr.recommendations.targets import Targets, TargetState, order_of, targets
from openupr.recommendations.the_index import RecordNotReady
from openupr.upr.states import State, by_iso3

from ..actions import SEE_ADVOCACY
from ..models import NotApproached, Presence
from ..rules import ASKS
from .asks import AskLine, asks_of


@dataclass(frozen=True)
class StateLine:
    """A State to ask.

    `presence` None: unknown. `asks`: how many recommendations it is to carry already. `is_removed`:
    a person removed it from this one. `is_avoided`: the coalition does not approach it.
    """

    target: TargetState
    presence: Presence | None
    asks: int
    carries_this: bool
    is_removed: bool
    is_avoided: bool


@dataclass(frozen=True)
class StatesToAsk:
    """The ranking of the record, and the coalition's own knowledge beside it."""

    found: Targets
    lines: list[StateLine]
    why: StateLine | None


def states_to_ask(
    coalition: Coalition, theme: Question, asks: Iterable[AskLine], *, about: AskLine | None, limit: int, why: str = ""
) -> StatesToAsk:
    """The first States, and those beyond them that carry the ask or were removed from it.

    Raises RecordNotReady.
    """
    own = [*about.carried_by, *about.removed] if about else []
    found = targets(coalition.state, theme, limit=limit, why=why, also=own)
    known = presences(coalition)
    avoided = states_avoided(coalition)
    load = Counter(state for ask in asks for state in ask.carried_by)

    def line(target: TargetState) -> StateLine:
        iso3 = target.state.iso3
        carries, is_removed = (iso3 in about.carried_by, iso3 in about.removed) if about else (False, False)
        return StateLine(target, known.get(iso3), load[iso3], carries, is_removed, iso3 in avoided)

    return StatesToAsk(found, [line(each) for each in found.ranked], line(found.why) if found.why else None)


def states_avoided(coalition: Coalition) -> set[str]:
    """The codes of the States that the coalition does not approach."""
    return set(NotApproached.objects.filter(coalition=coalition).values_list("iso3", flat=True))


def presences(coalition: Coalition) -> Mapping[str, Presence]:
    """By the code of the State."""
    return {each.iso3: each for each in coalition.presences.all()}


def diplomats_known_to(request: HttpRequest, state: State) -> dict[str, str]:
    """For DIPLOMATS: what the reader's coalitions for this State noted."""
    person = who_asks(request)
    if person is None:
        return {}
    ours = [each for each in coalitions_of(person).filter(review__iso3=state.iso3) if _may_see(person, each)]
    return {iso3: noted.get_kind_display() for each in ours for iso3, noted in presences(each).items()}


def _may_see(person: Person, coalition: Coalition) -> bool:
    return SEE_ADVOCACY.open_to(roles_of(person, coalition))


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
    found = [
        CarryingState(by_iso3(iso3), own, known.get(iso3), is_avoided=iso3 in avoided) for iso3, own in carried.items()
    ]
    return sorted(found, key=lambda each: (-each.asks, each.state.name))


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
    return sorted(lines, key=lambda each: each.place or len(order) + 1)
