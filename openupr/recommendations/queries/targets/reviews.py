"""The reviews that a theme is counted in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openupr.index.reader import Index
from openupr.index.table import RowTable

from ..dimension import About
from ..dimension_values import Value
from ..dimensions import names_about
from ..question import Question
from ..the_index import the_index
from ..whole_reviews import whole_reviews

SILENT_SESSIONS = 2
_MOST_KNOWN = 32
_WHOLE = ("from", "state", "session")
_OF_REVIEWS, _OF_GIVERS = names_about(About.REVIEW), names_about(About.GIVER)


@dataclass(frozen=True)
class Reviews:
    """The reviews in which a theme can be seen: of each its State (a code) and session. `whole`: every row counted, on
    any theme. `loaded_whole`: the sessions that are (`whole_reviews`).
    """

    whole: RowTable
    states: NDArray[np.int64]
    numbers: NDArray[np.int64]
    loaded_whole: tuple[int, ...]

    @cached_property
    def sessions(self) -> list[int]:
        return np.unique(self.numbers).tolist()  # type: ignore[no-any-return]

    @cached_property
    def whole_sessions(self) -> list[int]:
        """Those that are loaded whole. What is loaded in part is never recent, and nobody was silent in it."""
        return [session for session in self.sessions if session in self.loaded_whole]

    @cached_property
    def row_sessions(self) -> NDArray[np.int64]:
        """The session of each row of the whole, 0 for none."""
        return sessions_of(self.whole)

    @cached_property
    def last_sessions(self) -> list[int]:
        """The last that are loaded whole, in which a State may have been silent."""
        sessions: list[int] = np.unique(self.row_sessions[self.row_sessions > 0]).tolist()
        return [session for session in sessions if session in self.loaded_whole][-SILENT_SESSIONS:]

    @cached_property
    def speakers(self) -> frozenset[int]:
        """The codes of those who recommended anything to anybody in these."""
        return frozenset(self.whole.codes["from"][np.isin(self.row_sessions, self.last_sessions)].tolist())

    def held_in(self, sessions: Sequence[int]) -> int:
        return int(np.isin(self.numbers, sessions).sum())

    def of_states(self, codes: Sequence[int], sessions: Sequence[int] | None = None) -> int:
        within = np.isin(self.states, codes)
        return int((within if sessions is None else within & np.isin(self.numbers, sessions)).sum())

    def code(self, column: str, value: Value) -> int:
        """-1 where the record does not have it."""
        known = self.whole.values[column]
        return known.index(value) if value in known else -1


def reviews_for(theme: Question) -> Reviews:
    """A source that says nothing of issues, say, cannot show in which of its reviews one was raised."""
    filters = {name: values for name, values in theme.filters.items() if name in _OF_REVIEWS}
    excluded = {name: values for name, values in theme.excluded.items() if name in _OF_REVIEWS}
    coded = sorted({*theme.filters, *theme.excluded} - _OF_REVIEWS - _OF_GIVERS)
    loaded_whole = whole_reviews(theme).whole_sessions
    key = (tuple(sorted(filters.items())), tuple(sorted(excluded.items())), theme.kind, tuple(coded), loaded_whole)
    index = the_index()
    known = _known(index)
    if key not in known:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        known[key] = _of(index, Question(filters=filters, excluded=excluded, kind=theme.kind), coded, loaded_whole)
    return known[key]


@lru_cache(maxsize=1)
def _known(index: Index) -> dict[Any, Reviews]:
    # An index never changes, a new one takes its place; the reviews are the same for every theme of a kind.
    return {}


def _of(index: Index, whole: Question, coded: Sequence[str], loaded_whole: tuple[int, ...]) -> Reviews:
    seen = replace(whole, excluded={**whole.excluded, **dict.fromkeys(coded, (None,))})
    table = index.table(filters=seen.index_filters(), columns=("state", "session"))
    pairs = np.unique(np.stack([table.codes["state"], sessions_of(table)], 1), axis=0)
    pairs = pairs[pairs[:, 1] > 0]
    rows = index.table(filters=whole.index_filters(), columns=_WHOLE)
    return Reviews(rows, pairs[:, 0], pairs[:, 1], loaded_whole)


def sessions_of(table: RowTable) -> NDArray[np.int64]:
    """The session of each row, 0 for none."""
    numbers = np.array([0 if value is None else int(value) for value in table.values["session"]], np.int64)
    return numbers[table.codes["session"]]
