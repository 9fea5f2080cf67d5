"""Which reviews of a State the record holds and lacks, from which source, and what to get next."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple, Self

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.reviews.models import Review
from openupr.upr.cycles import SESSIONS, UprSession, session_with_year
from openupr.upr.names import UnknownName
from openupr.upr.review_documents import ADDENDUM, REPORT, THEMATIC_LIST, ReviewDocument, documents_of
from openupr.upr.sources import SOURCES, Source
from openupr.upr.symbols import parse_symbol

from .counts import cells
from .models import SourceRecord
from .question import Question
from .rules import OF_LIST, OF_REPORT, NextStep, next_step
from .whole_reviews import refused_rows, whole_reviews

_LAST_DAY = {session.number: session.end or session.start for session in SESSIONS}


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sessions in which a State was reviewed, in order.

    `loaded`: recommendations of it are in the record (a cycle's number where the source gave no
    session), `rows` of them by session, `cycle_rows` by cycle. `missing`: the review was held and
    nothing is loaded. `undated`: nothing is loaded, and whether it was held is not known.
    `refused`: rows by session that an import refused; `refused_unread`: those whose session cannot
    be read. `few`: sessions with far fewer rows than usual. `fewer`: sessions whose document or
    another source has more. `uncoded`, where issues are counted: sessions without any known issue.
    """

    loaded: tuple[int, ...] = ()
    loaded_cycles: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    undated: tuple[int, ...] = ()
    rows: Mapping[int, int] = field(default_factory=dict)
    cycle_rows: Mapping[int, int] = field(default_factory=dict)
    refused: Mapping[int, int] = field(default_factory=dict)
    refused_unread: int = 0
    few: tuple[int, ...] = ()
    fewer: tuple[int, ...] = ()
    uncoded: tuple[int, ...] = ()

    @property
    def no_gap_known(self) -> bool:
        """Of every review held something is loaded, and nothing speaks against its being all of
        it.
        """
        return not (self.nothing or self.missing or self.undated or self.in_part or self.refused_unread)

    @property
    def in_part(self) -> tuple[int, ...]:
        """Loaded sessions whose review is loaded in part (`whole_reviews`)."""
        return tuple(number for number in self.loaded if number in {*self.few, *self.fewer, *self.refused})

    def of_session(self, session: int | None) -> Self:
        """What speaks against one review's being whole."""
        return replace(
            self,
            refused={number: n for number, n in self.refused.items() if number == session},
            few=tuple(number for number in self.few if number == session),
            fewer=tuple(number for number in self.fewer if number == session),
        )

    @property
    def nothing(self) -> bool:
        return not (self.loaded or self.loaded_cycles)

    def sentence(self) -> str:
        """ "Loaded: sessions 6 (91 rows) and 18 (205 rows). Not loaded: sessions 32 and 46." """
        parts = [_("Loaded: %(reviews)s.") % {"reviews": self._loaded_with_rows()}, self.not_loaded(), self.doubts()]
        return " ".join(filter(None, parts))

    def not_loaded(self) -> str:
        """ "Not loaded: sessions 32 and 46."; "" where nothing is known to be missing."""
        parts = []
        if self.missing:
            parts.append(_("Not loaded: %(sessions)s.") % {"sessions": sessions(self.missing)})
        if self.undated:
            parts.append(_("Not loaded, date not known here: %(sessions)s.") % {"sessions": sessions(self.undated)})
        return " ".join(parts)

    def not_found(self) -> str:
        """What a count of nothing means: "not found in sessions 6 and 18; sessions 32 and 46 not
        loaded".
        """
        if self.nothing:
            return _("no review is loaded")
        parts = [_("not found in %(reviews)s") % {"reviews": self.seen_in_words()}] if self.can_tell else []
        if self.uncoded:
            parts.append(_("the issues of %(sessions)s are not known") % {"sessions": sessions(self.uncoded)})
        if lacking := (*self.missing, *self.undated):
            parts.append(_("%(sessions)s not loaded") % {"sessions": sessions(lacking)})
        return "; ".join(parts)

    def in_part_in_words(self) -> str:
        """ "session 18 perhaps loaded in part only"; "" where none is."""
        sentence = _("%(sessions)s perhaps loaded in part only")
        return sentence % {"sessions": sessions(self.in_part)} if self.in_part else ""

    @property
    def can_tell(self) -> bool:
        """Whether of some loaded review what is counted is known."""
        return bool(self.loaded_cycles or set(self.loaded) - set(self.uncoded))

    def seen_in_words(self) -> str:
        """The loaded reviews where what is counted is known."""
        seen = tuple(number for number in self.loaded if number not in self.uncoded)
        return replace(self, loaded=seen).loaded_in_words()

    def loaded_in_words(self, *, with_years: bool = False) -> str:
        """ "sessions 6 and 18", "session 18 (2014)", "no review"; with those that are loaded in
        part.
        """
        if self.nothing:
            return _("no review")
        cycles = [_("cycle %(number)s") % {"number": number} for number in self.loaded_cycles]
        phrase = _listed([*([sessions(self.loaded, with_years=with_years)] if self.loaded else []), *cycles])
        return f"{phrase} ({self.in_part_in_words()})" if self.in_part else phrase

    def _loaded_with_rows(self) -> str:
        if self.nothing:
            return _("no review")
        numbers = [_with_rows(str(number), self.rows.get(number, 0)) for number in self.loaded]
        words = ngettext("session %(numbers)s", "sessions %(numbers)s", len(numbers)) % {"numbers": _listed(numbers)}
        cycles = [
            _with_rows(_("cycle %(number)s") % {"number": number}, self.cycle_rows.get(number, 0))
            for number in self.loaded_cycles
        ]
        return _listed([*([words] if numbers else []), *cycles])

    def doubts(self) -> str:
        """What speaks against the loaded reviews' being whole; "" where nothing does."""
        return " ".join(self._doubts())

    def _doubts(self) -> Iterator[str]:
        refusals = [
            _("%(rows)s of session %(number)s") % {"number": number, "rows": _rows(n)}
            for number, n in sorted(self.refused.items())
        ]
        if self.refused_unread:
            refusals.append(_("%(rows)s whose State or session is not known") % {"rows": _rows(self.refused_unread)})
        if refusals:
            yield _("Refused at import: %(rows)s.") % {"rows": _listed(refusals)}
        if self.few:
            yield _("Far fewer than a review usually has: %(sessions)s.") % {"sessions": sessions(self.few)}
        if self.fewer:
            fewer = _("Fewer than its document or another source has: %(sessions)s.")
            yield fewer % {"sessions": sessions(self.fewer)}


def coverage(
    iso3: str,
    *,
    today: date,
    question: Question | None = None,
    reviews: Iterable[Review] | None = None,
    by_issue: bool = False,
) -> Coverage:
    """The reviews of a State as of today, loaded and missing. `question` gives the sources that are
    counted; `reviews` are those of the State in the calendar, where they are known already.
    `by_issue`: issues are counted.

    Source for which reviews were held: the calendar (`reviews.Review`) and the sessions' last days.
    The next review, which has no session yet, is neither loaded nor missing. Refused rows count for
    the sources that are counted, and for any source where nothing of the review is loaded.
    """
    question = question or Question()
    _total, counts = cells(question.narrowed("state", iso3), by=["session", "cycle", "source"])
    rows, cycle_rows, sources = Counter[int](), Counter[int](), defaultdict[int, set[str]](set)
    for (session, cycle, source), n in counts.items():
        if session is not None:
            rows[int(session)] += n
            sources[int(session)].add(str(source))
        elif cycle is not None:
            cycle_rows[int(cycle)] += n
    known = Review.objects.filter(iso3=iso3) if reviews is None else reviews
    reviews = [review for review in known if review.session is not None]
    lacking = [
        review.session
        for review in reviews
        if review.session and review.session not in rows and review.cycle not in cycle_rows
    ]
    refused = refused_rows(iso3, reviews)
    in_part = whole_reviews(question).sessions_of_state_in_part(iso3)
    return Coverage(
        loaded=tuple(sorted(rows)),
        loaded_cycles=tuple(sorted(cycle_rows)),
        missing=tuple(sorted(session for session in lacking if was_held(session, today) is True)),
        undated=tuple(sorted(session for session in lacking if was_held(session, today) is None)),
        rows=dict(rows),
        cycle_rows=dict(cycle_rows),
        refused=refused.of_sessions(sources),
        refused_unread=refused.of_sources(set().union(*sources.values())),
        few=tuple(session for session, why in in_part.items() if why == "few"),
        fewer=tuple(session for session, why in in_part.items() if why == "fewer"),
        uncoded=_without_issues(question.narrowed("state", iso3), rows) if by_issue else (),
    )


def _without_issues(question: Question, rows: Mapping[int, int]) -> tuple[int, ...]:
    """The sessions in which no row has an issue."""
    _total, lacking = cells(question.narrowed("issue", None), by=["session"])
    return tuple(session for session, n in sorted(rows.items()) if lacking.get((session,), 0) == n)


def not_told_by_themes(numbers: tuple[int, ...]) -> str:
    """ "OHCHR's lists of sessions 34 and 48 have no theme for it"; "" without a session."""
    sentence = ngettext(
        "OHCHR's list of %(sessions)s has no theme for it",
        "OHCHR's lists of %(sessions)s have no theme for it",
        len(numbers),
    )
    return sentence % {"sessions": sessions(numbers)} if numbers else ""


def _with_rows(name: str, rows: int) -> str:
    return f"{name} ({_rows(rows)})"


def _rows(n: int) -> str:
    return ngettext("%(n)s row", "%(n)s rows", n) % {"n": f"{n:,}"}


def sessions(numbers: tuple[int, ...], *, with_years: bool = False) -> str:
    """ "session 6", "sessions 6, 18 and 32", "session 18 (2014)"."""
    words = ngettext("session %(numbers)s", "sessions %(numbers)s", len(numbers))
    return words % {
        "numbers": _listed([session_with_year(number) if with_years else str(number) for number in numbers])
    }


def _listed(these: list[str]) -> str:
    if len(these) < 2:
        return "".join(these)
    return _("%(these)s and %(last)s") % {"these": ", ".join(these[:-1]), "last": these[-1]}


def was_held(session: int, today: date) -> bool | None:
    """Whether a session is over by today; None where its dates are not known and no later session
    shows it.
    """
    later = [day for number, day in _LAST_DAY.items() if number >= session and day]
    if any(day <= today for day in later):
        return True
    return None if _LAST_DAY.get(session) is None else False


_SESSIONS = {session.number: session for session in SESSIONS}
_DOCUMENT_OF_STEP = {
    **dict.fromkeys(("report", "few", "unanswered", "original"), REPORT),
    "answers": ADDENDUM,
    "themes": THEMATIC_LIST,
}
_DOCUMENTS_OF_THE_UN = (OF_REPORT, OF_LIST)


@dataclass(frozen=True, slots=True)
class HeldSource:
    """What the record has of a review from one source; `is_counted`: totals count these rows."""

    source: Source
    rows: int
    is_counted: bool


@dataclass(frozen=True, slots=True)
class ReviewSources:
    """A review, its sources, how many rows an import refused, and the next step."""

    review: Review
    session: UprSession | None
    sources: Sequence[HeldSource]
    refused: int
    step: NextStep
    documents: Sequence[ReviewDocument]

    @property
    def document(self) -> ReviewDocument | None:
        """The document to get next."""
        kind = _DOCUMENT_OF_STEP.get(self.step)
        return next((document for document in self.documents if document.kind == kind), None)

    @property
    def counted(self) -> int:
        """The rows that totals count."""
        return sum(source.rows for source in self.sources if source.is_counted)

    @property
    def is_in_part(self) -> bool:
        """Rows were refused, or there are far fewer than is usual."""
        return bool(self.refused) or self.step == "few"

    @property
    def is_missing(self) -> bool:
        """It was held and the record has nothing of it."""
        return self.step == "report"


class _Counts(NamedTuple):
    """Rows of a source of one review: all, those that totals count, of these the ones without an
    answer; of all, those with SDGs or groups of people.
    """

    rows: int
    counted: int
    pending: int
    themed: int


def sources_of_state(iso3: str, *, today: date) -> list[ReviewSources]:
    """The reviews of a State in their order, those to come last.

    Recommendations only, pledges are not counted.
    """
    reviews = list(Review.objects.filter(iso3=iso3).order_by("cycle", "session"))
    by_review = _rows_by_source(iso3)
    symbols = _symbols_of_rows(iso3)
    refused = refused_rows(iso3, reviews)
    # Its addendum is there: what is open still is not to be had from it.
    addenda = SourceRecord.objects.filter(source=OF_REPORT, ask__review__iso3=iso3, source_position__contains="/Add.")
    answered = set(addenda.order_by().values_list("ask__review", flat=True).distinct())
    counted = {
        review: sum(of_source.counted for of_source in of_sources.values()) for review, of_sources in by_review.items()
    }
    reviews_with_sources = []
    for review in reviews:
        of_sources = by_review.get(review.pk, {})
        report = symbols.get(review.pk, "")
        documents = documents_of(iso3, review.session, review.cycle, imported_symbol=report) if review.session else ()
        step = next_step(
            was_held=_was_held(review.session, documents, today) if review.session else None,
            rows=counted.get(review.pk, 0),
            usual=_mean([rows for other, rows in counted.items() if other != review.pk and rows]),
            documented=sum(of_sources[source].rows for source in _DOCUMENTS_OF_THE_UN if source in of_sources),
            pending=0 if review.pk in answered else sum(of_source.pending for of_source in of_sources.values()),
            themed=sum(of_source.themed for of_source in of_sources.values()),
            has_thematic_list=any(document.kind == THEMATIC_LIST for document in documents),
        )
        reviews_with_sources.append(
            ReviewSources(
                review=review,
                session=_SESSIONS.get(review.session or 0),
                sources=[
                    HeldSource(source, counts.rows, is_counted=bool(counts.counted))
                    for source in SOURCES
                    if (counts := of_sources.get(source.key))
                ],
                refused=sum(refused.by_session.get(review.session or 0, {}).values()),
                step=step,
                documents=documents,
            )
        )
    return reviews_with_sources


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def _was_held(session: int, documents: Sequence[ReviewDocument], today: date) -> bool | None:
    """Whether the review was held; where its session's days are not known, a report shows it."""
    by_dates = was_held(session, today)
    has_report = any(document.kind == REPORT and document.symbol for document in documents)
    return True if by_dates is None and has_report else by_dates


def _rows_by_source(iso3: str) -> Mapping[int, Mapping[str, _Counts]]:
    by_review: dict[int, dict[str, _Counts]] = defaultdict(dict)
    records = SourceRecord.objects.filter(ask__review__iso3=iso3, ask__kind="recommendation").order_by()
    counted = records.values_list("ask__review", "source").annotate(
        rows=Count("pk"),
        counted=Count("pk", filter=Q(preferred=True)),
        pending=Count("pk", filter=Q(preferred=True, response="pending")),
        themed=Count("pk", filter=~Q(sdgs=[]) | ~Q(persons=[])),
    )
    for review, source, *counts in counted:
        by_review[review][source] = _Counts(*counts)
    return by_review


def _symbols_of_rows(iso3: str) -> Mapping[int, str]:
    """By review, the report that most of its rows name."""
    symbols: dict[int, str] = {}
    named = SourceRecord.objects.filter(ask__review__iso3=iso3).exclude(symbol="").order_by()
    for review, symbol, _rows in sorted(
        named.values_list("ask__review", "symbol").annotate(rows=Count("pk")), key=lambda row: -row[2]
    ):
        if _is_report(symbol):
            symbols.setdefault(review, symbol)
    return symbols


def _is_report(symbol: str) -> bool:
    try:
        parsed = parse_symbol(symbol)
    except UnknownName:
        return False
    return parsed.kind == "Council document" and not parsed.part
