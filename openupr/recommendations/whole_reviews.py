"""Which reviews are loaded whole, and which rows an import refused."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from statistics import median
from typing import Any, Literal

import numpy as np
from django.db.models import QuerySet

from openupr.index.reader import Index
from openupr.index.selecting import Filters
from openupr.reviews.models import Review
from openupr.upr.calendar import CALENDAR
from openupr.upr.cycles import SESSIONS, year_of_session
from openupr.upr.sources import SOURCES
from openupr.web.kept_queries import kept_rows

from .dimension_values import PREFERRED, Value
from .models import ImportedFile, ReviewInFile
from .question import Question
from .rules import NEARLY_ALL
from .the_index import the_index

# By source, State ("" where untold) and session.
_Standing = dict[tuple[str, str, int | None], list[ReviewInFile]]
RefusedReviews = Mapping[tuple[str, int | None], tuple[str, ...]]
"""Sources, by State ("" where a row names none) and session."""


@dataclass(frozen=True, slots=True)
class RefusedRows:
    """Refused rows by session and source; `unread`, by source: those whose State or session is not
    known.
    """

    by_session: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    unread: Mapping[str, int] = field(default_factory=dict)

    def of_sessions(self, counted: Mapping[int, set[str]]) -> dict[int, int]:
        """By session, of the sources that are counted of it; of any source where nothing of it is
        counted.
        """
        return {
            session: n
            for session, of_source in self.by_session.items()
            if (n := sum(m for source, m in of_source.items() if source in counted.get(session, {source})))
        }

    def of_sources(self, counted: set[str]) -> int:
        """How many refused rows of these sources belong to no known session."""
        return sum(n for source, n in self.unread.items() if source in counted)


def refused_rows(iso3: str, reviews: Iterable[Review]) -> RefusedRows:
    """The refused rows of a State; `reviews` are its own: they give the session of a row that names
    only its cycle.

    A later file of the same source settles an earlier one's refusals of a review where it again
    holds what entered then, and as many rows. A row that names no State counts in its session, or
    where it names no session either, for every State.
    """
    session_of = {(name, review.cycle): review.session for name in (iso3, "") for review in reviews if review.session}
    sessions = set(session_of.values())
    standing = {
        (source, named, session): files
        for (source, named, session), files in _standing(kept_rows(_held_of, iso3), session_of).items()
        if named or not session or session in sessions
    }
    return _summed(_without_settled(standing))


def refused_reviews() -> RefusedReviews:
    """The sources whose import refused rows of a review, by its State ("" where a row names none)
    and session.

    One query where no row was refused whose review is known.
    """
    states = sorted(set(kept_rows(_with_refused)))
    if not states:
        return {}
    with_files = _with_files(ReviewInFile.objects.filter(iso3__in=states))
    reviews = Review.objects.filter(iso3__in=states, session__isnull=False).order_by()
    session_of = {(iso3, cycle): session for iso3, cycle, session in reviews.values_list("iso3", "cycle", "session")}
    by_review: dict[tuple[str, int | None], set[str]] = defaultdict(set)
    for (source, iso3, session), files in _without_settled(_standing(with_files, session_of)).items():
        if any(file.refused for file in files):
            by_review[iso3, session].add(source)
    return {review: tuple(sorted(sources)) for review, sources in sorted(by_review.items(), key=str)}


def _with_refused() -> QuerySet[ReviewInFile, str]:
    """The State of each review that has a refused row in a file, where its State or session is
    known.
    """
    some = ReviewInFile.objects.filter(refused__gt=0).exclude(iso3="", session=None).order_by()
    return some.values_list("iso3", flat=True)


def _held_of(iso3: str) -> QuerySet[ReviewInFile]:
    """What files held of a State, or of none that they name, the first file first."""
    return _with_files(ReviewInFile.objects.filter(iso3__in=[iso3, ""]))


def _with_files(rows: QuerySet[ReviewInFile]) -> QuerySet[ReviewInFile]:
    ordered = rows.select_related("file").order_by("file_id", "pk")
    return ordered.defer("file__refusals", "file__warnings", "file__skipped_as", "file__reason")


def _standing(rows: Iterable[ReviewInFile], session_of: Mapping[tuple[str, int], int | None]) -> _Standing:
    """Less what a later file of the same source settles."""
    standing: _Standing = defaultdict(list)
    for row in rows:
        session = row.session or session_of.get((row.iso3, row.cycle or 0))
        place = standing[row.file.source, row.iso3, session]
        place[:] = [before for before in place if not _settles(row, before)]
        place.append(row)
    return standing


def _settles(later: ReviewInFile, before: ReviewInFile) -> bool:
    if not before.iso3:
        return _settles_whole(later.file, before.file)
    return later.again >= before.entered and later.entered + later.refused >= before.entered + before.refused


def _settles_whole(later: ImportedFile, before: ImportedFile) -> bool:
    # Of files of different names and lengths, one that happens to hold many known rows is no
    # correction of the other.
    alike = later.pk > before.pk and (later.name == before.name or later.read == before.read)
    again = later.already_there + later.updated
    return alike and again >= before.read - before.refused and later.read >= before.read


def _without_settled(standing: _Standing) -> _Standing:
    """Less rows without a State of a file that a later one holds again: in that one they may be of
    any review.
    """
    if not any(not iso3 for _source, iso3, _session in standing):
        return standing
    entered = ImportedFile.objects.filter(outcome=ImportedFile.Outcome.ENTERED)
    later = list(entered.only("pk", "name", "source", "read", "refused", "already_there", "updated"))
    return {
        (source, iso3, session): [
            row
            for row in files
            if iso3 or not any(file.source == source and _settles_whole(file, row.file) for file in later)
        ]
        for (source, iso3, session), files in standing.items()
    }


def _summed(standing: _Standing) -> RefusedRows:
    by_session: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    unread: dict[str, int] = defaultdict(int)
    for (source, _iso3, session), files in standing.items():
        if refused := sum(file.refused for file in files):
            (by_session[session] if session else unread)[source] += refused
    return RefusedRows(by_session, unread)


InPart = Literal["refused", "few", "fewer"]
"""Why a review is loaded in part: an import refused rows of it; it has under a tenth of what is
usual; its document or another source says that there are more.
"""
ReviewKey = tuple[str, int | None, int]
"""State, session (None: the source told none) and cycle."""

FEW = 10
"""A review with less than one in so many of the median is not taken for whole."""
SMALLEST = 12
"""Early reviews were small: none of the first cycle that has so many rows is called few.

The smallest of UPR Info's export, Bahrain's and Ecuador's in session 1, have 12.
"""
ENOUGH_STATES = 2
"""A session is whole where one in so many of its States' reviews is."""
_USUAL_STATES = 14
_MOST_KNOWN = 16
_NUMBER = re.compile(r"(\d+)\.(\d+)")
_OF_DOCUMENTS = tuple(source.key for source in SOURCES if source.family == "ohchr")
"""Their paragraph numbers are those of the review's own document; the Danish Institute's are not
always.
"""


@dataclass(frozen=True)
class WholeReviews:
    """What is loaded, review by review.

    `in_part` gives the reason of each review that is not whole.

    `is_demo`: the record is invented and small on purpose, every page says so, and each loaded
    session is whole.
    """

    rows: Mapping[ReviewKey, int] = field(default_factory=dict)
    in_part: Mapping[ReviewKey, InPart] = field(default_factory=dict)
    is_demo: bool = False

    def is_whole(self, iso3: str, session: int | None, cycle: int) -> bool:
        review = (iso3, session, cycle)
        return review in self.rows and review not in self.in_part

    def sessions_of_state_in_part(self, iso3: str) -> dict[int, InPart]:
        """The sessions whose review of this State is loaded in part, in order, each with the
        reason.
        """
        sessions = (
            (session, why) for (state, session, _cycle), why in self.in_part.items() if state == iso3 and session
        )
        return dict(sorted(sessions))

    @cached_property
    def newest(self) -> ReviewKey | None:
        """The last review that is loaded whole; of one session that with most rows."""
        whole = [review for review in self.rows if review[1] is not None and review not in self.in_part]
        return max(whole, key=lambda review: (review[1] or 0, self.rows[review], review[0]), default=None)

    @cached_property
    def sessions(self) -> tuple[int, ...]:
        """The sessions with any row loaded, in order."""
        return tuple(sorted({session for _iso3, session, _cycle in self.rows if session is not None}))

    @cached_property
    def whole_sessions(self) -> tuple[int, ...]:
        """The sessions in which at least half of the States' reviews are loaded whole, in order."""
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
        """Whether a session, a year or a cycle is loaded whole: of a year and a cycle, each session
        in it.
        """
        if value is None or name not in SERIES or self.is_demo:
            return True
        sessions = _sessions_with(name, int(value))
        if states:
            sessions = [session for session in sessions if set(states) & _reviewed_in(session)]
        return bool(sessions) and all(self.is_whole_session(session, states) for session in sessions)

    @cached_property
    def _whole_in(self) -> Mapping[int, frozenset[str]]:
        return _states_by_session(review for review in self.rows if review not in self.in_part)

    @cached_property
    def _loaded_in(self) -> Mapping[int, frozenset[str]]:
        return _states_by_session(self.rows)


SERIES = ("session", "year", "cycle")
"""The dimensions of time."""


def whole_reviews(question: Question | None = None) -> WholeReviews:
    """Of the record, or of what `question` says of sources.

    Mostly one query, at most four. Raises RecordNotReady.
    """
    question = of_sources(question) if question else Question()
    index, refused = the_index(), refused_reviews()
    known = _known(index)
    key = (_key(question), repr(refused))
    loaded = known.get(key)
    if loaded is None:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        loaded = known[key] = _of(index, question, refused)
    return loaded


def values_in_part(question: Question, name: str, values: Iterable[Value | None]) -> list[Value]:
    """The sessions, years or cycles of a series that are not loaded whole; none for another
    dimension. A series of chosen States is judged by their own reviews.
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


def _key(question: Question) -> tuple[Any, ...]:
    return tuple(sorted(question.filters.items())), tuple(sorted(question.excluded.items()))


def _of(index: Index, question: Question, refused: RefusedReviews) -> WholeReviews:
    counted, everything = _by_source(index, question.index_filters()), _by_source(index, {"kind": {question.kind}})
    rows = {review: sum(of_source.values()) for review, of_source in counted.items()}
    is_demo = {source for of_source in everything.values() for source in of_source} == {"demo"}
    numbered = {} if is_demo else _numbers(index)
    at_least = {review: max(*everything[review].values(), numbered.get(review[:2], 0)) for review in rows}
    fewer = {review for review, n in rows.items() if n < NEARLY_ALL * at_least[review]}
    few = _few(rows, fewer)
    in_part: dict[ReviewKey, InPart] = {}
    for review, n in rows.items():
        iso3, session, cycle = review
        if any(source in refused.get((name, session), ()) for name in (iso3, "") for source in counted[review]):
            in_part[review] = "refused"
        elif n < (min(few, SMALLEST) if cycle == 1 else few):
            in_part[review] = "few"
        elif review in fewer:
            in_part[review] = "fewer"
    return WholeReviews(rows, in_part, is_demo)


def _by_source(index: Index, filters: Filters) -> Mapping[ReviewKey, Mapping[str, int]]:
    """The rows of each review by source."""
    cycles = {session: cycle for (session, cycle), _n in index.cross(filters=filters, by=["session", "cycle"])}
    by_review: dict[ReviewKey, dict[str, int]] = defaultdict(dict)
    for (iso3, session, source), n in index.cross(filters=filters, by=["state", "session", "source"]):
        if session is not None and source != PREFERRED:
            by_review[str(iso3), int(session), int(cycles[session] or 0)][str(source)] = n
    if None in cycles:
        undated = {**filters, "session": {None}}
        for (iso3, cycle, source), n in index.cross(filters=undated, by=["state", "cycle", "source"]):
            if source != PREFERRED:
                by_review[str(iso3), None, int(cycle or 0)][str(source)] = n
    return by_review


def _few(rows: Mapping[ReviewKey, int], fewer: Collection[ReviewKey]) -> float:
    """A review with fewer rows than this has few: a tenth of the median of the reviews loaded.
    Those known to be `fewer` are left out: many samples must not make a sample usual.
    """
    known = [n for review, n in rows.items() if review not in fewer] or list(rows.values())
    return median(known) / FEW if known else 0.0


def _numbers(index: Index) -> Mapping[tuple[str, int | None], int]:
    """How many paragraphs a review's document has at least, by its highest numbers: 205 where there
    is a 118.205.
    """
    table = index.table(
        filters={"source": _OF_DOCUMENTS, "kind": {"recommendation"}}, columns=("state", "session", "number")
    )
    if not len(table):
        return {}
    highest: dict[tuple[str, int | None], dict[str, int]] = defaultdict(dict)
    columns = [table.codes[name] for name in ("state", "session", "number")]
    for state, session, number in np.unique(np.stack(columns, 1), axis=0).tolist():
        if read := _NUMBER.fullmatch(str(table.values["number"][number])):
            session_value = table.values["session"][session]
            of_review = highest[
                str(table.values["state"][state]), None if session_value is None else int(session_value)
            ]
            of_review[read[1]] = max(of_review.get(read[1], 0), int(read[2]))
    return {review: sum(paragraphs.values()) for review, paragraphs in highest.items()}


def _states_by_session(reviews: Iterable[ReviewKey]) -> Mapping[int, frozenset[str]]:
    by_session: dict[int, set[str]] = defaultdict(set)
    for iso3, session, _cycle in reviews:
        if session is not None:
            by_session[session].add(iso3)
    return {session: frozenset(states) for session, states in by_session.items()}


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
        return [session.number for session in SESSIONS if year_of_session(session.number) == value]
    return [session.number for session in SESSIONS if session.cycle == value]
