"""What there is to say of a State that is to be asked: sentences, each with the rows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import orjson
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from numpy.typing import NDArray

from openupr.index.table import RowTable
from openupr.upr.cycles import session_with_year
from openupr.upr.groups import find_region
from openupr.upr.issues import ISSUES
from openupr.upr.populations import POPULATIONS
from openupr.upr.states import NEIGHBOURS, State

from .dimension_values import Value, state_in_a_sentence
from .question import Question
from .sentences import one_of
from .target_ranking import Ranking, sessions_in_words
from .whole_reviews import whole_reviews

_LABELS = {
    "issue": {issue.key: issue.label for issue in ISSUES},
    "group": {population.key: population.label for population in POPULATIONS},
}
_NO_THEME = {"source", "session"}
"""Filters that leave out no subject."""
_LONGEST = 60
SPECIFIC = 5
"""UPR Info's category of specific actions."""


@dataclass(frozen=True)
class Reason:
    """A true sentence about a State.

    `rows` asks for exactly the rows behind it; None where there are none.

    `share`: of recent reviews, of the region's, of the State's; of a State's own rows where they
    are specific.
    """

    kind: str
    text: str
    count: int
    share: float | None = None
    last_session: int | None = None
    rows: Question | None = None
    _table: RowTable | None = field(default=None, repr=False)
    _places: Sequence[int] = field(default=(), repr=False)

    @property
    def ids(self) -> list[str]:
        """The keys of the recommendations behind it."""
        if self._table is None:
            return []
        return [orjson.loads(payload)["id"] for payload in self._table.payloads(self._places)]

    def document(self) -> dict[str, Any]:
        share = None if self.share is None else round(self.share, 4)
        return {
            "kind": self.kind,
            "text": self.text,
            "count": self.count,
            "share": share,
            "last_session": self.last_session,
            "ids": self.ids,
        }


def _in_words(theme: Question) -> str:
    """What the counted recommendations have in common: their issues, groups of people, words;
    "this" of others.
    """
    chosen = [
        _(labels[str(key)])
        for facet, labels in _LABELS.items()
        for key in theme.filters.get(facet, ())
        if str(key) in labels
    ]
    named = [f"“{label}”" for label in chosen]
    if theme.words and len(theme.words) <= _LONGEST:
        words = [theme.words] if set('"()') & set(theme.words) else theme.words.split(" OR ")
        named.append(one_of(f"“{word}”" for word in words))
    return ", ".join(named) or _("this")


class Reasons:
    """What there is to say of one State; `code` is -1 where it recommended nothing on this."""

    def __init__(self, ranking: Ranking, other: State, code: int) -> None:
        self.ranking, self.other, self.code = ranking, other, code
        self._own = ranking.givers == code
        self._of_this_state = ranking.theme.narrowed("from", other.iso3)
        self._theme = _in_words(ranking.theme)
        self.is_on_all = not ranking.theme.words and ranking.theme.filters.keys() <= _NO_THEME

    def all(self) -> list[Reason]:
        reasons = [self._same_state(), self._recent(), self._region(), self._specific(), self._groups(), self._border()]
        return [reason for reason in [*reasons, self._last_review(), self._silent()] if reason]

    def _places(self, chosen: NDArray[np.bool_]) -> list[int]:
        return (self._own & chosen).nonzero()[0].tolist()  # type: ignore[no-any-return]

    def _last(self, places: list[int]) -> int | None:
        last = int(self.ranking.sessions[places].max(initial=0))
        return last or None

    def _when(self, session: int | None, *, with_year: bool = False) -> str:
        """A session of the State, with a word where its review is loaded in part."""
        name = session_with_year(session or 0) if with_year else str(session or 0)
        in_part = whole_reviews(self.ranking.theme).sessions_of_state_in_part(self.ranking.state.iso3)
        return _("%(session)s, loaded in part") % {"session": name} if session in in_part else name

    def _raised_in(self, places: list[int]) -> int:
        """How many reviews these rows are of."""
        table = self.ranking.table
        return len(
            set(zip(table.codes["state"][places].tolist(), table.codes["session"][places].tolist(), strict=True))
        )

    def _reason(self, kind: str, text: str, places: list[int], *, of: int, rows: Question) -> Reason:
        share = self._raised_in(places) / of if of else None
        question = rows if places else None
        return Reason(kind, text, len(places), share, self._last(places), question, self.ranking.table, places)

    def _same_state(self) -> Reason:
        ranking, state = self.ranking, self.ranking.state
        places = self._places(ranking.to_state)
        reviews = ranking.reviews.of_states([ranking.reviews.code("state", state.iso3)])
        placeholders = {**self._placeholders(), "n": len(places), "session": self._when(self._last(places))}
        if self.is_on_all:
            text = self._all_with_this_state(places)
        elif places:
            text = (
                ngettext(
                    "Raised %(theme)s with %(state)s once, in session %(session)s",
                    "Raised %(theme)s with %(state)s %(n)s times, last in session %(session)s",
                    len(places),
                )
                % placeholders
            )
            in_whole = [place for place in places if ranking.in_whole_reviews[place]]
            seen = _("reviews: %(n)s of %(of)s") % {"n": self._raised_in(in_whole), "of": reviews}
            text = f"{text} ({seen}): {self._answers(places)}." if reviews else f"{text}: {self._answers(places)}."
        else:
            text = _("Did not raise %(theme)s with %(state)s.") % placeholders
        rows = self._of_this_state.narrowed("state", state.iso3)
        return self._reason("same-state", text, places, of=reviews, rows=rows)

    def _all_with_this_state(self, places: list[int]) -> str:
        placeholders = {
            **self._placeholders(),
            "n": f"{len(places):,}",
            "session": self._when(self._last(places), with_year=True),
        }
        if not places:
            return _("Made no recommendation to %(state)s.") % placeholders
        text = ngettext(
            "Made %(n)s recommendation to %(state)s, in session %(session)s",
            "Made %(n)s recommendations to %(state)s, last in session %(session)s",
            len(places),
        )
        return f"{text % placeholders}: {self._answers(places)}."

    def _answers(self, places: list[int]) -> str:
        table = self.ranking.table
        codes = table.codes["response"][places].tolist()
        counted = {value: codes.count(code) for code, value in enumerate(table.values["response"])}
        words = {
            "supported": _("%(n)s supported"),
            "noted": _("%(n)s noted"),
            "partly": _("%(n)s supported in part"),
            "pending": _("%(n)s not answered yet"),
        }
        parts = [words[name] % {"n": counted[name]} for name in words if counted.get(name)]
        without = len(codes) - sum(counted.get(name, 0) for name in words)
        return ", ".join([*parts, *([_("%(n)s without an answer") % {"n": without}] if without else [])])

    def _recent(self) -> Reason:
        ranking = self.ranking
        places = self._places(ranking.recently)
        placeholders = {
            **self._placeholders(),
            "sessions": sessions_in_words(ranking.recent),
            "of": ranking.recent_reviews,
        }
        if self.is_on_all:
            placeholders |= {"n": self._raised_in(places)}
            text = _("Made recommendations in %(n)s of %(of)s reviews of %(sessions)s.") % placeholders
        elif places:
            text = ngettext(
                "Raised %(theme)s in %(n)s of %(of)s reviews of %(sessions)s.",
                "Raised %(theme)s in %(n)s of %(of)s reviews of %(sessions)s.",
                len(places),
            ) % (placeholders | {"n": self._raised_in(places)})
        else:
            text = _("Did not raise %(theme)s in %(sessions)s.") % placeholders
        rows = self._of_this_state
        rows = replace(rows, filters={**rows.filters, "session": tuple(ranking.recent)}).excluding(
            "state", ranking.state.iso3
        )
        return self._reason("recent", text, places, of=ranking.recent_reviews, rows=rows)

    def _region(self) -> Reason | None:
        ranking = self.ranking
        if not ranking.state.region:
            return None
        places = self._places(ranking.near)
        placeholders = {
            **self._placeholders(),
            "region": _(find_region(ranking.state.region).name),
            "of": ranking.near_reviews,
        }
        placeholders |= {"n": self._raised_in(places)}
        if self.is_on_all:
            text = _("Made recommendations in %(n)s of %(of)s reviews of States of the %(region)s.") % placeholders
        elif places:
            text = _("Raised %(theme)s in %(n)s of %(of)s reviews of States of the %(region)s.") % placeholders
        else:
            text = _("Did not raise %(theme)s with States of the %(region)s.") % placeholders
        table = ranking.table
        raised_with = sorted({str(table.values["state"][code]) for code in table.codes["state"][places].tolist()})
        rows = self._of_this_state
        rows = replace(rows, filters={**rows.filters, "state": tuple(raised_with)})
        in_part = {int(ranking.sessions[place]) for place in self._places(ranking.near_in_part)}
        for session in sorted(in_part.difference(ranking.counted_sessions)):
            rows = rows.excluding("session", session)
        return self._reason("region", text, places, of=ranking.near_reviews, rows=rows)

    def _specific(self) -> Reason | None:
        """Only where the source says what category of action a recommendation is."""
        ranking = self.ranking
        coded = self._places(ranking.table.codes["action"] > 0)
        if not coded:
            return None
        places = self._places(ranking.table.codes["action"] == ranking.code("action", SPECIFIC))  # type: ignore[arg-type]
        if len(coded) == len(places) == 1:
            words = (
                _("Its only recommendation asks for a specific action.")
                if self.is_on_all
                else _("Its only recommendation on %(theme)s asks for a specific action.")
            )
        else:
            words = (
                _("%(n)s of its %(of)s recommendations whose action is known ask for a specific action.")
                if self.is_on_all
                else _(
                    "%(n)s of its %(of)s recommendations on %(theme)s whose action is known ask for a specific action."
                )
            )
        text = words % {**self._placeholders(), "n": f"{len(places):,}", "of": f"{len(coded):,}"}
        rows = self._of_this_state.narrowed("action", SPECIFIC)
        reason = self._reason("specific", text, places, of=0, rows=rows)
        return replace(reason, share=len(places) / len(coded))

    def _groups(self) -> Reason:
        """No rows are behind it: it names its source instead."""
        state = self.ranking.state
        region = [_(find_region(state.region).name)] if state.region and state.region == self.other.region else []
        common = [
            *region,
            *(organisation for organisation in self.other.organisations if organisation in state.organisations),
        ]
        text = (
            _("Both belong to: %(groups)s (UPR Info’s lists of 2014, with later changes).")
            % {"groups": ", ".join(common)}
            if common
            else _("No regional group or organisation in common.")
        )
        return Reason("groups", text, len(common))

    def _border(self) -> Reason | None:
        if self.other.iso3 not in NEIGHBOURS.get(self.ranking.state.iso3, ()):
            return None
        return Reason("neighbour", _("Has a land border with %(state)s, by GeoNames.") % self._placeholders(), 1)

    def _placeholders(self) -> dict[str, str]:
        return {"state": state_in_a_sentence(self.ranking.state), "theme": self._theme}

    def _last_review(self) -> Reason | None:
        """What it recommended to the State in the last review, on any subject."""
        ranking = self.ranking
        session = ranking.last_review
        if not session:
            return None
        places = ranking.said_in_last_review(self.other.iso3)
        if self.is_on_all and len(places) == len(self._places(ranking.to_state)):
            return None  # The first reason says the same.
        placeholders = self._placeholders() | {"session": session, "n": len(places)}
        if places:
            text = ngettext(
                "Made %(n)s recommendation on any subject to %(state)s in the last review in the record "
                "(session %(session)s).",
                "Made %(n)s recommendations on any subject to %(state)s in the last review in the record "
                "(session %(session)s).",
                len(places),
            )
        else:
            text = _("Made no recommendation to %(state)s in the last review in the record (session %(session)s).")
        source = {name: values for name, values in ranking.theme.filters.items() if name == "source"}
        filters: dict[str, tuple[Value | None, ...]] = {
            "state": (ranking.state.iso3,),
            "from": (self.other.iso3,),
            "session": (session,),
            **source,
        }
        rows = Question(filters=filters, kind=ranking.theme.kind) if places else None
        last = session if places else None
        return Reason("last-review", text % placeholders, len(places), None, last, rows, ranking.reviews.whole, places)

    def _silent(self) -> Reason | None:
        """That it said nothing to anybody of late."""
        if not self.ranking.is_silent(self.other.iso3):
            return None
        sessions = sessions_in_words(self.ranking.reviews.last_sessions)
        return Reason("silent", _("Made no recommendation to any State in %(sessions)s.") % {"sessions": sessions}, 0)
