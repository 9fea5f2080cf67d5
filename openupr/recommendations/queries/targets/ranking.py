"""The order of the States, from the counts of one theme."""

from collections.abc import Iterator, Sequence

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from openupr.upr.groups import find_region
from openupr.upr.states import CODES, State, by_iso3

from ..dimension_values import state_in_a_sentence
from ..drafts import Sought
from ..question import Question
from ..sentences import runs_in_words
from ..the_index import the_index
from ..whole_reviews import whole_reviews
from .reviews import reviews_for, sessions_of

# Each was switched off and measured: `python -m bench.targets`, docs/targets.md.
RECENT_SESSIONS = 3
"""The sessions that count as recent: the last of those loaded whole."""
OF_THE_REGION = 0.5
"""What a recommendation for each review of the State's region weighs, beside one for each recent review."""
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
        # What it said to the State itself has its own number: it never makes a session recent, or the region look keen.
        self.recently = np.isin(self.sessions, self.recent) & ~self.to_state
        self._near_codes = [
            code
            for code, value in enumerate(self.reviews.whole.values["state"])
            if state.region and value in CODES and value != state.iso3 and by_iso3(str(value)).region == state.region
        ]
        to_region, counted = np.isin(self._to, self._near_codes), np.isin(self.sessions, [0, *self.counted_sessions])
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
        """The codes of all States with a row, the best first; equal ones by how often they raised it, then by name."""
        rows = self._by_giver(np.ones(len(self.table), np.bool_))
        found = [
            code
            for code in rows.nonzero()[0].tolist()
            if self._names[code] in CODES and self._names[code] != self.state.iso3
        ]
        return sorted(found, key=lambda code: (-self._scores[code], -rows[code], by_iso3(self.code_of(code)).name))

    def score_of(self, number: int) -> float:
        """0 for -1, a State that said nothing on the theme."""
        return float(self._scores[number]) if number >= 0 else 0.0

    def method(self, words: Sought | None) -> str:
        """How the States were ranked."""
        if not self.recent:
            return _("Nothing in the record fits this, so no State can be ranked.")
        parts = [
            *self._later_in_part(),
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
            found = words.query.split(" OR ") if any_of else words.query.split()
            joined = (_(" or ") if any_of else _(" and ")).join(found)
            parts.append(_("Of the draft these words were looked for: %(words)s.") % {"words": joined})
        return " ".join(parts)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said beside the order, not only of how it was made."""
        if not self.recent or self.reviews.whole_sessions:
            return ()
        return (_("No session is loaded whole, so every loaded session counts."),)

    def _later_in_part(self) -> Iterator[str]:
        """Which of the last sessions do not count."""
        later = [session for session in self.reviews.sessions if session > self.recent[-1]]
        if later:
            told = _("Loaded in part, so not counted among the last sessions: %(sessions)s.")
            yield told % {"sessions": runs_in_words(later)}


def sessions_in_words(sessions: Sequence[int]) -> str:
    """ "sessions 16 to 18", or one by one where there is a gap."""
    if len(sessions) == 1:
        return _("session %(n)s") % {"n": sessions[0]}
    if sessions[-1] - sessions[0] == len(sessions) - 1:
        return _("sessions %(first)s to %(last)s") % {"first": sessions[0], "last": sessions[-1]}
    together = _("%(these)s and %(last)s") % {"these": ", ".join(map(str, sessions[:-1])), "last": sessions[-1]}
    return _("sessions %(numbers)s") % {"numbers": together}
