"""Which reviews and sessions are loaded whole. One rule for every page that says "last", "silent", "never raised" or
"at a glance", and for every series: what is loaded in part is none of these (docs/decisions/0027).
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from statistics import median
from typing import Any, Literal

import numpy as np

from openupr.index.reader import Index
from openupr.index.selecting import Filters
from openupr.upr.calendar import CALENDAR
from openupr.upr.cycles import SESSIONS, year_of_session
from openupr.upr.sources import SOURCES

from ..rules import NEARLY_ALL
from .dimension_values import PREFERRED, Value
from .question import Question
from .refused_rows import RefusedReviews, refused_reviews
from .the_index import the_index

InPart = Literal["refused", "few", "fewer"]
"""Why a review is loaded in part: an import refused rows of it; it has under a tenth of what is usual; its document or
another source says that there are more."""
Review = tuple[str, int | None, int]
"""State, session (None: the source told none) and cycle."""

FEW = 10
"""A review with less than one in so many of the median is not taken for whole."""
SMALLEST = 12
"""Early reviews were small: none of the first cycle that has so many rows is called few. The smallest of UPR Info's
export, Bahrain's and Ecuador's in session 1, have 12.
"""
ENOUGH_STATES = 2
"""A session is whole where one in so many of its States' reviews is."""
_USUAL_STATES = 14
_MOST_KNOWN = 16
_NUMBER = re.compile(r"(\d+)\.(\d+)")
_OF_DOCUMENTS = tuple(source.key for source in SOURCES if source.family == "ohchr")
"""Their paragraph numbers are those of the review's own document; the Danish Institute's are not always."""


@dataclass(frozen=True)
class WholeReviews:
    """What is loaded, review by review. `in_part` gives the reason of each review that is not whole.

    `is_demo`: the record is invented and small on purpose, every page says so, and each loaded session is whole.
    """

    rows: Mapping[Review, int] = field(default_factory=dict)
    in_part: Mapping[Review, InPart] = field(default_factory=dict)
    is_demo: bool = False

    def is_whole(self, iso3: str, session: int | None, cycle: int) -> bool:
        review = (iso3, session, cycle)
        return review in self.rows and review not in self.in_part

    def sessions_of_state_in_part(self, iso3: str) -> dict[int, InPart]:
        """The sessions of which this State's review is loaded in part, in order, each with the reason."""
        found = ((session, why) for (state, session, _cycle), why in self.in_part.items() if state == iso3 and session)
        return dict(sorted(found))

    @cached_property
    def sessions(self) -> tuple[int, ...]:
        """Those of which anything is loaded, in order."""
        return tuple(sorted({session for _iso3, session, _cycle in self.rows if session is not None}))

    @cached_property
    def whole_sessions(self) -> tuple[int, ...]:
        """Those of which at least half of the States' reviews are loaded whole, in order."""
        return tuple(session for session in self.sessions if self.is_whole_session(session))

    @cached_property
    def sessions_in_part(self) -> tuple[int, ...]:
        return tuple(session for session in self.sessions if session not in self.whole_sessions)

    def is_whole_session(self, session: int, states: Collection[str] = ()) -> bool:
        """`states`: as these States' rows alone show it."""
        if self.is_demo:
            return session in self._whole_in
        of_calendar = _states_of_session().get(session, frozenset())
        whole = self._whole_in.get(session, frozenset())
        if states:
            concerned = {*of_calendar, *self._loaded_in.get(session, ())} & set(states)
            return ENOUGH_STATES * len(whole & concerned) >= len(concerned) > 0
        return ENOUGH_STATES * len(whole) >= (len(of_calendar) or _USUAL_STATES)

    def is_whole_value(self, name: str, value: Value | None, states: Collection[str] = ()) -> bool:
        """Whether a session, a year or a cycle is loaded whole: of a year and a cycle, each session in it."""
        if value is None or name not in SERIES or self.is_demo:
            return True
        held = _sessions_with(name, int(value))
        if states:
            held = [session for session in held if set(states) & _reviewed_in(session)]
        return bool(held) and all(self.is_whole_session(session, states) for session in held)

    @cached_property
    def _whole_in(self) -> Mapping[int, frozenset[str]]:
        return _states_by_session(review for review in self.rows if review not in self.in_part)

    @cached_property
    def _loaded_in(self) -> Mapping[int, frozenset[str]]:
        return _states_by_session(self.rows)


SERIES = ("session", "year", "cycle")
"""The dimensions of time."""


def whole_reviews(question: Question | None = None) -> WholeReviews:
    """Of the record, or of what `question` says of sources. Mostly one query, at most four. Raises RecordNotReady."""
    asked = of_sources(question) if question else Question()
    index, refused = the_index(), refused_reviews()
    known = _known(index)
    key = (_key(asked), repr(refused))
    loaded = known.get(key)
    if loaded is None:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        loaded = known[key] = _of(index, asked, refused)
    return loaded


def values_in_part(question: Question, name: str, values: Iterable[Value | None]) -> list[Value]:
    """Those sessions, years or cycles of a series that are not loaded whole; of another dimension none. A series of
    chosen States is judged by their own reviews.
    """
    if name not in SERIES:
        return []
    loaded, states = whole_reviews(question), [str(iso3) for iso3 in question.filters.get("state", ()) if iso3]
    return [value for value in values if value is not None and not loaded.is_whole_value(name, value, states)]


def of_sources(question: Question) -> Question:
    """What a question says of sources, and nothing else of it."""
    return Question(
        filters={name: values for name, values in question.filters.items() if name == "source"},
        excluded={name: values for name, values in question.excluded.items() if name == "source"},
    )


@lru_cache(maxsize=1)
def _known(index: Index) -> dict[Any, WholeReviews]:
    # An index never changes, a new one takes its place.
    return {}


def _key(asked: Question) -> tuple[Any, ...]:
    return tuple(sorted(asked.filters.items())), tuple(sorted(asked.excluded.items()))


def _of(index: Index, asked: Question, refused: RefusedReviews) -> WholeReviews:
    counted, everything = _by_source(index, asked.index_filters()), _by_source(index, {"kind": {asked.kind}})
    rows = {review: sum(of_source.values()) for review, of_source in counted.items()}
    is_demo = {source for of_source in everything.values() for source in of_source} == {"demo"}
    numbered = {} if is_demo else _numbers(index)
    at_least = {review: max(*everything[review].values(), numbered.get(review[:2], 0)) for review in rows}
    fewer = {review for review, n in rows.items() if n < NEARLY_ALL * at_least[review]}
    few = _few(rows, fewer)
    in_part: dict[Review, InPart] = {}
    for review, n in rows.items():
        iso3, session, cycle = review
        if any(source in refused.get((name, session), ()) for name in (iso3, "") for source in counted[review]):
            in_part[review] = "refused"
        elif n < (min(few, SMALLEST) if cycle == 1 else few):
            in_part[review] = "few"
        elif review in fewer:
            in_part[review] = "fewer"
    return WholeReviews(rows, in_part, is_demo)


def _by_source(index: Index, filters: Filters) -> Mapping[Review, Mapping[str, int]]:
    """The rows of each review by source."""
    cycles = {session: cycle for (session, cycle), _n in index.cross(filters=filters, by=["session", "cycle"])}
    found: dict[Review, dict[str, int]] = defaultdict(dict)
    for (iso3, session, source), n in index.cross(filters=filters, by=["state", "session", "source"]):
        if session is not None and source != PREFERRED:
            found[str(iso3), int(session), int(cycles[session] or 0)][str(source)] = n
    if None in cycles:
        undated = {**filters, "session": {None}}
        for (iso3, cycle, source), n in index.cross(filters=undated, by=["state", "cycle", "source"]):
            if source != PREFERRED:
                found[str(iso3), None, int(cycle or 0)][str(source)] = n
    return found


def _few(rows: Mapping[Review, int], fewer: Collection[Review]) -> float:
    """Fewer rows of a review are few: a tenth of the median of the reviews loaded. Those known to be `fewer` are left
    out, lest many samples make a sample usual.
    """
    known = [n for review, n in rows.items() if review not in fewer] or list(rows.values())
    return median(known) / FEW if known else 0.0


def _numbers(index: Index) -> Mapping[tuple[str, int | None], int]:
    """How many paragraphs a review's document has at least, by its highest numbers: 205 where there is a 118.205."""
    table = index.table(
        filters={"source": _OF_DOCUMENTS, "kind": {"recommendation"}}, columns=("state", "session", "number")
    )
    if not len(table):
        return {}
    highest: dict[tuple[str, int | None], dict[str, int]] = defaultdict(dict)
    columns = [table.codes[name] for name in ("state", "session", "number")]
    for state, session, number in np.unique(np.stack(columns, 1), axis=0).tolist():
        if read := _NUMBER.fullmatch(str(table.values["number"][number])):
            told = table.values["session"][session]
            of_review = highest[str(table.values["state"][state]), None if told is None else int(told)]
            of_review[read[1]] = max(of_review.get(read[1], 0), int(read[2]))
    return {review: sum(paragraphs.values()) for review, paragraphs in highest.items()}


def _states_by_session(reviews: Iterable[Review]) -> Mapping[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for iso3, session, _cycle in reviews:
        if session is not None:
            found[session].add(iso3)
    return {session: frozenset(states) for session, states in found.items()}


@lru_cache(maxsize=1)
def _states_of_session() -> Mapping[int, frozenset[str]]:
    """By the calendar of the vocabulary."""
    return _states_by_session((entry.iso3, entry.session, entry.cycle) for entry in CALENDAR)


def _reviewed_in(session: int) -> frozenset[str]:
    return _states_of_session().get(session, frozenset())


def _sessions_with(name: str, value: int) -> list[int]:
    if name == "session":
        return [value]
    if name == "year":
        return [each.number for each in SESSIONS if year_of_session(each.number) == value]
    return [each.number for each in SESSIONS if each.cycle == value]
