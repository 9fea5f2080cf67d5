"""The order of the States to ask, from the reviews in which a theme is counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from openupr.index.reader import Index
from openupr.index.table import RowTable
from openupr.upr.groups import find_region
from openupr.upr.states import CODES, State, by_iso3

from .dimension_values import About, Value, state_in_a_sentence
from .dimensions import BY_NAME, dimension, names_about
from .question import Question, Sought
from .sentences import one_of, runs_in_words
from .the_index import the_index
from .whole_reviews import ReviewKey, whole_reviews

SILENT_SESSIONS = 2
_MOST_KNOWN = 32
_MOST_SESSIONS = 1000
_WHOLE = ("from", "state", "session")
_OF_REVIEWS, _OF_GIVERS = names_about(About.REVIEW), names_about(About.GIVER)


@dataclass(frozen=True)
class Reviews:
    """The reviews in which a theme can be seen: of each its State (a code) and session. A review
    that is loaded in part is none, where any is loaded whole (`whole_reviews`).

    `whole`: every row counted, on any theme. `loaded_whole`: the sessions that are. `uncoded`:
    those of them in which the theme cannot be seen.
    """

    whole: RowTable
    states: NDArray[np.int64]
    numbers: NDArray[np.int64]
    loaded_whole: tuple[int, ...]
    uncoded: tuple[int, ...] = ()

    @cached_property
    def sessions(self) -> list[int]:
        return np.unique(self.numbers).tolist()  # type: ignore[no-any-return]

    @cached_property
    def whole_sessions(self) -> list[int]:
        """The sessions that are loaded whole. One loaded in part is never recent, and no State
        counts as silent in it.
        """
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

    def includes(self, table: RowTable) -> NDArray[np.bool_]:
        """Whether each row of a table is of one of these reviews, or of one without a session."""
        own = {str(value): code for code, value in enumerate(self.whole.values["state"])}
        states = np.array([own.get(str(value), -1) for value in table.values["state"]], np.int64)[table.codes["state"]]
        numbers = sessions_of(table)
        seen = np.isin(_one_number(states, numbers), _one_number(self.states, self.numbers))
        return seen | (numbers == 0)  # type: ignore[no-any-return]

    def code(self, column: str, value: Value) -> int:
        """-1 where the record does not have it."""
        known = self.whole.values[column]
        return known.index(value) if value in known else -1


def _one_number(states: NDArray[np.int64], sessions: NDArray[np.int64]) -> NDArray[np.int64]:
    return states * _MOST_SESSIONS + sessions


def reviews_for(theme: Question) -> Reviews:
    """A source that says nothing of issues, say, cannot show in which of its reviews one was
    raised.
    """
    filters = {name: values for name, values in theme.filters.items() if name in _OF_REVIEWS}
    excluded = {name: values for name, values in theme.excluded.items() if name in _OF_REVIEWS}
    coded = sorted({*theme.filters, *theme.excluded} - _OF_REVIEWS - _OF_GIVERS)
    loaded = whole_reviews(theme)
    in_part = () if loaded.is_demo or not loaded.whole_sessions else tuple(sorted(loaded.in_part, key=str))
    key = (tuple(sorted(filters.items())), tuple(sorted(excluded.items())), theme.kind, tuple(coded), in_part)
    index = the_index()
    known = _known(index)
    if key not in known:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        seen = Question(filters=filters, excluded=excluded, kind=theme.kind)
        known[key] = _of(index, seen, coded, loaded.whole_sessions, in_part)
    return known[key]


@lru_cache(maxsize=1)
def _known(index: Index) -> dict[Any, Reviews]:
    # An index never changes, a new one takes its place; the reviews are the same for every theme of
    # a kind.
    return {}


def _of(
    index: Index,
    whole: Question,
    coded: Sequence[str],
    loaded_whole: tuple[int, ...],
    in_part: Sequence[ReviewKey],
) -> Reviews:
    seen = replace(whole, excluded={**whole.excluded, **dict.fromkeys(coded, (None,))})
    table = index.table(filters=seen.index_filters(), columns=("state", "session"))
    pairs = np.unique(np.stack([table.codes["state"], sessions_of(table)], 1), axis=0)
    code_of = {str(value): code for code, value in enumerate(table.values["state"])}
    not_whole = {(code_of.get(iso3, -1), session) for iso3, session, _cycle in in_part}
    reviews = [(state, session) for state, session in pairs.tolist() if session and (state, session) not in not_whole]
    states, numbers = np.array(reviews, np.int64).reshape(-1, 2).T
    rows = index.table(filters=whole.index_filters(), columns=_WHOLE)
    have_rows = set(sessions_of(rows).tolist())
    uncoded = tuple(n for n in loaded_whole if n in have_rows and n not in set(numbers.tolist()))
    return Reviews(rows, states, numbers, loaded_whole, uncoded)


def sessions_of(table: RowTable) -> NDArray[np.int64]:
    """The session of each row, 0 for none."""
    numbers = np.array([0 if value is None else int(value) for value in table.values["session"]], np.int64)
    return numbers[table.codes["session"]]


# Each was switched off and measured: `python -m bench.targets`, docs/targets.md.
RECENT_SESSIONS = 3
"""The sessions that count as recent: the last of those loaded whole."""
OF_THE_REGION = 0.5
"""What a recommendation for each review of the State's region weighs, beside one for each recent
review.
"""
SAME_STATE = 0.1
"""What it adds that a State recommended this to the State before."""

_THEME = ("from", "state", "session", "response", "action")
_Counts = NDArray[np.float64]


class Ranking:
    """The counts of one question, by code of the recommending State."""

    def __init__(self, state: State, theme: Question) -> None:
        self.state, self.theme = state, theme
        self.reviews = reviews_for(theme)
        # Where no session is loaded whole, all that is loaded counts, and `method` says so.
        self.counted_sessions = self.reviews.whole_sessions or self.reviews.sessions
        self.recent = self.counted_sessions[-RECENT_SESSIONS:] if self.reviews.whole_sessions else self.counted_sessions
        self.table = the_index().table(theme.words, filters=theme.index_filters(), columns=_THEME)
        self.givers, self._to = self.table.codes["from"], self.table.codes["state"]
        self._names = self.table.values["from"]
        self.sessions = sessions_of(self.table)
        self.to_state = self._to == self.code("state", state.iso3)
        # What it said to the State itself has its own number: it never makes a session recent, or
        # the region look keen.
        self.in_whole_reviews = self.reviews.includes(self.table)
        self.recently = np.isin(self.sessions, self.recent) & self.in_whole_reviews & ~self.to_state
        self._near_codes = [
            code
            for code, value in enumerate(self.reviews.whole.values["state"])
            if state.region and value in CODES and value != state.iso3 and by_iso3(str(value)).region == state.region
        ]
        to_region = np.isin(self._to, self._near_codes)
        counted = np.isin(self.sessions, [0, *self.counted_sessions]) & self.in_whole_reviews
        self.near, self.near_in_part = to_region & counted, to_region & ~counted
        own = [self.reviews.code("state", state.iso3)]
        self.recent_reviews = self.reviews.held_in(self.recent) - self.reviews.of_states(own, self.recent)
        self.near_reviews = self.reviews.of_states(self._near_codes, self.counted_sessions)
        self._scores = self._score()
        whole, sessions = self.reviews.whole, self.reviews.row_sessions
        in_part = list(whole_reviews(theme).sessions_of_state_in_part(state.iso3))
        received = (whole.codes["state"] == self.reviews.code("state", state.iso3)) & ~np.isin(sessions, in_part)
        self.last_review = int(sessions[received].max(initial=0))
        in_last_review = (received & (sessions == self.last_review)).nonzero()[0]
        self._said_in_last_review = in_last_review, whole.codes["from"][in_last_review]

    def said_in_last_review(self, iso3: str) -> list[int]:
        """Rows of the whole record: what a State recommended to this one in its last review."""
        places, givers = self._said_in_last_review
        return places[givers == self.reviews.code("from", iso3)].tolist()  # type: ignore[no-any-return]

    def is_silent(self, iso3: str) -> bool:
        """Whether it recommended nothing to any State in the last sessions."""
        return bool(self.reviews.last_sessions) and self.reviews.code("from", iso3) not in self.reviews.speakers

    def code(self, column: str, value: str) -> int:
        """-1 where the record does not have it."""
        known = self.table.values[column]
        return known.index(value) if value in known else -1

    def code_of(self, number: int) -> str:
        return str(self._names[number])

    def number_of(self, iso3: str) -> int:
        return self.code("from", iso3)

    def _by_giver(self, chosen: NDArray[np.bool_]) -> _Counts:
        return np.bincount(self.givers[chosen], minlength=len(self._names)).astype(np.float64)

    def _score(self) -> _Counts:
        recent = self._by_giver(self.recently) / max(1, self.recent_reviews)
        near = self._by_giver(self.near) / max(1, self.near_reviews)
        return recent + OF_THE_REGION * near + SAME_STATE * (self._by_giver(self.to_state) > 0)

    def order(self) -> list[int]:
        """The codes of all States with a row, the best first; equal ones by how often they raised
        it, then by name.
        """
        rows = self._by_giver(np.ones(len(self.table), np.bool_))
        codes = [
            code
            for code in rows.nonzero()[0].tolist()
            if self._names[code] in CODES and self._names[code] != self.state.iso3
        ]
        return sorted(codes, key=lambda code: (-self._scores[code], -rows[code], by_iso3(self.code_of(code)).name))

    def score_of(self, number: int) -> float:
        """0 for -1, a State that said nothing on the theme."""
        return float(self._scores[number]) if number >= 0 else 0.0

    def method(self, words: Sought | None) -> str:
        """How the States were ranked."""
        if not self.recent:
            return _("Nothing in the record fits this, so no State can be ranked.")
        parts = [
            *self.not_counted,
            _("First: recommendations on this for each review of %(sessions)s (other States’ reviews: %(n)s).")
            % {"sessions": sessions_in_words(self.recent), "n": self.recent_reviews},
        ]
        if self.state.region:
            region = _(find_region(self.state.region).name)
            parts.append(
                _("Half as much weigh those for each review of another State of the %(region)s (reviews: %(n)s).")
                % {"region": region, "n": self.near_reviews}
            )
        parts.append(
            _("A State that recommended this to %(state)s before gets %(bonus)s more.")
            % {"state": state_in_a_sentence(self.state), "bonus": SAME_STATE}
        )
        if words and words.is_draft:
            any_of = " OR " in words.query
            draft_words = words.query.split(" OR ") if any_of else words.query.split()
            joined = (_(" or ") if any_of else _(" and ")).join(draft_words)
            parts.append(_("Of the draft these words were looked for: %(words)s.") % {"words": joined})
        return " ".join(parts)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said beside the order, not only of how it was made."""
        if not self.recent or self.reviews.whole_sessions:
            return ()
        return (_("No session is loaded whole, so every loaded session counts."),)

    @property
    def not_counted(self) -> tuple[str, ...]:
        """Which of the last sessions do not count, and why."""
        return tuple(self._not_counted()) if self.recent else ()

    def _not_counted(self) -> Iterator[str]:
        last, whole = self.recent[-1], self.reviews.loaded_whole
        if whole and (later := [n for n in whole_reviews(self.theme).sessions_in_part if n > last]):
            sentence = _("Loaded in part, so not counted among the last sessions: %(sessions)s.")
            yield sentence % {"sessions": runs_in_words(later)}
        if uncoded := [session for session in self.reviews.uncoded if session > last]:
            names = one_of(f"“{dimension(name).title}”" for name in self.theme.filters if BY_NAME[name].is_code)
            sentence = _("Without %(dimension)s, so not counted here: %(sessions)s.")
            yield sentence % {"dimension": names, "sessions": runs_in_words(uncoded)}


def sessions_in_words(sessions: Sequence[int]) -> str:
    """ "sessions 16 to 18", or one by one where there is a gap."""
    if len(sessions) == 1:
        return _("session %(n)s") % {"n": sessions[0]}
    if sessions[-1] - sessions[0] == len(sessions) - 1:
        return _("sessions %(first)s to %(last)s") % {"first": sessions[0], "last": sessions[-1]}
    together = _("%(these)s and %(last)s") % {"these": ", ".join(map(str, sessions[:-1])), "last": sessions[-1]}
    return _("sessions %(numbers)s") % {"numbers": together}
