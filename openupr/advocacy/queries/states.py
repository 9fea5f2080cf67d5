"""Which States to ask for a theme of the coalition, with what it knows of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openupr.coalitions.models import Coalition
from openupr.recommendations.queries.question import Question
from openupr.recommendations.queries.targets import Targets, TargetState, targets
from openupr.upr.states import State, by_iso3

from ..models import Presence
from .asks import AskLine, asks_of


@dataclass(frozen=True)
class StateLine:
    """A State to ask. `presence` None: unknown. `asks`: how many recommendations it is to carry already."""

    target: TargetState
    presence: Presence | None
    asks: int
    carries_this: bool


@dataclass(frozen=True)
class StatesToAsk:
    """The ranking of the record, and the coalition's own knowledge beside it."""

    found: Targets
    lines: list[StateLine]
    why: StateLine | None


def states_to_ask(
    coalition: Coalition, theme: Question, asks: Iterable[AskLine], *, about: AskLine | None, limit: int, why: str = ""
) -> StatesToAsk:
    """Raises RecordNotReady."""
    found = targets(coalition.state, theme, limit=limit, why=why)
    known = presences(coalition)
    load = Counter(state for ask in asks for state in ask.carried_by)
    carried = set(about.carried_by) if about else set()

    def line(target: TargetState) -> StateLine:
        iso3 = target.state.iso3
        return StateLine(target, known.get(iso3), load[iso3], iso3 in carried)

    return StatesToAsk(found, [line(each) for each in found.ranked], line(found.why) if found.why else None)


def presences(coalition: Coalition) -> Mapping[str, Presence]:
    """By the code of the State."""
    return {each.iso3: each for each in coalition.presences.all()}


@dataclass(frozen=True)
class CarryingState:
    """A State that carries something: how many asks, and where its diplomats are."""

    state: State
    asks: int
    presence: Presence | None


def carried_states(coalition: Coalition) -> list[CarryingState]:
    """Every State that is to carry an ask, those with most first."""
    load = Counter(iso3 for ask in asks_of(coalition) for iso3 in ask.carried_by)
    known = presences(coalition)
    ordered = sorted(load, key=lambda iso3: (-load[iso3], by_iso3(iso3).name))
    return [CarryingState(by_iso3(iso3), load[iso3], known.get(iso3)) for iso3 in ordered]
