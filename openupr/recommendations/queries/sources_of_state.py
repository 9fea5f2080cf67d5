"""Which reviews of a State the record has from which source, and what to get next for each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q

from openupr.reviews.models import Review
from openupr.upr.cycles import SESSIONS, UprSession
from openupr.upr.names import UnknownName
from openupr.upr.review_documents import ADDENDUM, REPORT, THEMATIC_LIST, ReviewDocument, documents_of
from openupr.upr.sources import SOURCES, Source
from openupr.upr.symbols import parse_symbol

from ..models import SourceRecord
from ..rules import OF_LIST, OF_REPORT, NextStep, next_step
from .coverage import was_held
from .refused_rows import refused_rows

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
        return next((each for each in self.documents if each.kind == kind), None)

    @property
    def counted(self) -> int:
        """The rows that totals count."""
        return sum(each.rows for each in self.sources if each.is_counted)

    @property
    def is_in_part(self) -> bool:
        """Rows were refused, or there are far fewer than is usual."""
        return bool(self.refused) or self.step == "few"

    @property
    def is_missing(self) -> bool:
        """It was held and the record has nothing of it."""
        return self.step == "report"


class _Counts(NamedTuple):
    """Rows of a source of one review: all, those that totals count, of these the ones without an answer; of all, those
    with SDGs or groups of people.
    """

    rows: int
    counted: int
    pending: int
    themed: int


def sources_of_state(iso3: str, *, today: date) -> list[ReviewSources]:
    """The reviews of a State in their order, those to come last. Recommendations only, pledges are not counted."""
    reviews = list(Review.objects.filter(iso3=iso3).order_by("cycle", "session"))
    held = _rows_by_source(iso3)
    told = _symbols_of_rows(iso3)
    refused = refused_rows(iso3, reviews)
    # Its addendum is there: what is open still is not to be had from it.
    addenda = SourceRecord.objects.filter(source=OF_REPORT, ask__review__iso3=iso3, source_position__contains="/Add.")
    answered = set(addenda.order_by().values_list("ask__review", flat=True).distinct())
    counted = {review: sum(each.counted for each in of_sources.values()) for review, of_sources in held.items()}
    found = []
    for review in reviews:
        of_sources = held.get(review.pk, {})
        report = told.get(review.pk, "")
        documents = documents_of(iso3, review.session, review.cycle, imported_symbol=report) if review.session else ()
        step = next_step(
            was_held=_was_held(review.session, documents, today) if review.session else None,
            rows=counted.get(review.pk, 0),
            usual=_mean([rows for other, rows in counted.items() if other != review.pk and rows]),
            documented=sum(of_sources[each].rows for each in _DOCUMENTS_OF_THE_UN if each in of_sources),
            pending=0 if review.pk in answered else sum(each.pending for each in of_sources.values()),
            themed=sum(each.themed for each in of_sources.values()),
            has_thematic_list=any(each.kind == THEMATIC_LIST for each in documents),
        )
        found.append(
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
    return found


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def _was_held(session: int, documents: Sequence[ReviewDocument], today: date) -> bool | None:
    """Whether the review was held; where its session's days are not known, a report shows it."""
    held = was_held(session, today)
    has_report = any(each.kind == REPORT and each.symbol for each in documents)
    return True if held is None and has_report else held


def _rows_by_source(iso3: str) -> Mapping[int, Mapping[str, _Counts]]:
    found: dict[int, dict[str, _Counts]] = defaultdict(dict)
    records = SourceRecord.objects.filter(ask__review__iso3=iso3, ask__kind="recommendation").order_by()
    counted = records.values_list("ask__review", "source").annotate(
        rows=Count("pk"),
        counted=Count("pk", filter=Q(preferred=True)),
        pending=Count("pk", filter=Q(preferred=True, response="pending")),
        themed=Count("pk", filter=~Q(sdgs=[]) | ~Q(persons=[])),
    )
    for review, source, *counts in counted:
        found[review][source] = _Counts(*counts)
    return found


def _symbols_of_rows(iso3: str) -> Mapping[int, str]:
    """By review, the report that most of its rows name."""
    found: dict[int, str] = {}
    named = SourceRecord.objects.filter(ask__review__iso3=iso3).exclude(symbol="").order_by()
    for review, symbol, _rows in sorted(
        named.values_list("ask__review", "symbol").annotate(rows=Count("pk")), key=lambda each: -each[2]
    ):
        if _is_report(symbol):
            found.setdefault(review, symbol)
    return found


def _is_report(symbol: str) -> bool:
    try:
        parsed = parse_symbol(symbol)
    except UnknownName:
        return False
    return parsed.kind == "Council document" and not parsed.part
