"""All States, with how much the record holds of each."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from openupr.upr.states import STATES, State
from openupr.web.languages import by_name

from ..dimension_values import Value
from ..question import Question
from ..tally import NOTHING, Tally, added, tallies
from ..whole_reviews import whole_reviews

Sort = Literal["name", "received", "given"]


@dataclass(frozen=True, slots=True)
class ListedState:
    """A State with its numbers; `sessions` are those of its loaded reviews (None: a review without a session), and
    `in_part` those of them that are not loaded whole.
    """

    state: State
    received: Tally
    given: Tally
    sessions: tuple[Value | None, ...]
    in_part: frozenset[Value | None]


def listed_states(*, region: str = "", sort: Sort = "name") -> list[ListedState]:
    """The States of a regional group (its code), or all."""
    by_session: dict[Value | None, dict[Value | None, Tally]] = defaultdict(dict)
    for (iso3, session), tally in tallies(Question(), by=("state", "session"), responses=True).items():
        by_session[iso3][session] = tally
    loaded = whole_reviews()
    given = tallies(Question(), by=("from",), responses=True)
    listed = [
        ListedState(
            state=state,
            received=added(by_session[state.iso3].values()),
            given=given.get((state.iso3,), NOTHING),
            sessions=tuple(sorted(by_session[state.iso3], key=lambda session: int(session or 0))),
            in_part=frozenset(loaded.sessions_of_state_in_part(state.iso3)),
        )
        for state in by_name(STATES)
        if not region or state.region == region
    ]
    if sort != "name":
        listed.sort(key=lambda each: -getattr(each, sort).count)
    return listed
