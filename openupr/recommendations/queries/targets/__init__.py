"""Which States to ask: who raised a theme lately, with this State and with its region, each with the rows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from openupr.upr.states import State, by_iso3

from ..drafts import Sought, sought
from ..question import Question
from ..search import loaded_sources
from ..searchable import WordCheck, check_words
from ..sentences import basis
from ..the_index import the_index
from .ranking import Ranking
from .reasons import Reason, Reasons

__all__ = ["Reason", "TargetState", "Targets", "targets"]

FEW_STATES = 20
"""With fewer a ranking of States says little."""


@dataclass(frozen=True)
class TargetState:
    """A State to ask. `rank` counts from 1; None: it has no recommendation on this in the record."""

    state: State
    rank: int | None
    score: float
    reasons: Sequence[Reason]

    def document(self) -> dict[str, Any]:
        reasons = [reason.document() for reason in self.reasons]
        return {
            "iso3": self.state.iso3,
            "state": self.state.name,
            "score": round(self.score, 4),
            "reasons": reasons,
        }


@dataclass(frozen=True)
class Targets:
    """States in order, the best first: as many as were asked for, of `total`. `theme` finds all rows counted."""

    state: State
    theme: Question
    sought: Sought | None
    check: WordCheck
    basis: str
    method: str
    total: int
    ranked: Sequence[TargetState]
    why: TargetState | None

    def document(self) -> dict[str, Any]:
        """What the command and the JSON say (docs/command-line.md)."""
        shown = [self.why] if self.why else self.ranked
        return {
            "state": self.state.name,
            "basis": self.basis,
            "method": " ".join([self.method, *self.check.notes]),
            "results": [each.document() for each in shown],
        }


def targets(
    state: State, question: Question | None = None, *, before: int | None = None, limit: int = 20, why: str = ""
) -> Targets:
    """The States to ask about the question's theme, its words or a draft. Raises RecordNotReady.

    `before`: only what was said before this session. `why`: the code of a State to explain, wherever it is.
    """
    asked = question or Question()
    asked = replace(asked, filters={name: values for name, values in asked.filters.items() if name != "state"})
    words = _sought(asked.words) if asked.words.strip() else None
    check = check_words(words, Question()) if words else WordCheck()
    theme = _before(replace(asked, words=words.query if words else ""), before)
    told = basis(theme, loaded_sources())
    if words and not words.query:
        return Targets(state, theme, words, check, told, _("No State can be ranked."), 0, (), None)
    ranking = Ranking(state, theme)
    if not ranking.recent:
        return Targets(state, theme, words, check, told, ranking.method(words), 0, (), None)
    order = ranking.order()
    places = {ranking.code_of(code): rank for rank, code in enumerate(order, start=1)}
    explained = None
    if why:
        code = ranking.number_of(why)
        explained = _state(ranking, why, code, places.get(why), explain=True)
    ranked = tuple(
        _state(ranking, ranking.code_of(code), code, rank) for rank, code in enumerate(order[:limit], start=1)
    )
    return Targets(state, theme, words, check, told, ranking.method(words), len(order), ranked, explained)


def _sought(text: str) -> Sought:
    """As in gaps; but where hardly a State said all words of a draft, any of them will do."""
    found = sought(text)
    if not found.is_draft or " " not in found.query:
        return found
    givers = the_index().cross(found.query, filters=Question().index_filters(), by=["from"])
    return found if len(givers) >= FEW_STATES else replace(found, query=found.query.replace(" ", " OR "))


def _before(question: Question, session: int | None) -> Question:
    """The question of earlier sessions only."""
    if session is None:
        return question
    known = [int(value) for value, _n in the_index().facet_values("session") if value is not None]
    wanted = question.filters.get("session") or known
    earlier = tuple(sorted(int(number) for number in wanted if number is not None and int(number) < session))
    # Where there is none, rows of a session that nobody has.
    return replace(question, filters={**question.filters, "session": earlier or (0,)})


def _state(ranking: Ranking, iso3: str, code: int, rank: int | None, *, explain: bool = False) -> TargetState:
    """`explain`: with what it has not, too."""
    found = Reasons(ranking, by_iso3(iso3), code).all()
    kept = found if explain else [each for each in found if each.count or each.kind == "silent"]
    return TargetState(by_iso3(iso3), rank, ranking.score_of(code), kept)
