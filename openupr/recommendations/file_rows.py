"""The rows of one file meet what is already recorded: the same, a change, another source's record,
or new.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count
from django.utils.translation import gettext as _

from openupr.reviews.calendar import known_sessions, review_of, stored_review
from openupr.reviews.models import Review
from openupr.upr.states import by_iso3

from .importing import ReadRow
from .models import Ask, ImportedFile, RecordChange, SourceRecord
from .rules import ComparedText, ask_key, compared, likeness, preferred_source, sameness
from .staging import Staging

_ROWS_NAMED = 10
MOST_KEPT = 100


class Warnings:
    """Warnings of one file, each sentence once, with how many rows it is about and which the first
    of them are.
    """

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}
        self._counts: dict[str, int] = {}
        self.left_out = 0

    def add(self, message: str, *, row: int) -> None:
        """Beyond a hundred different sentences further ones are only counted."""
        if message not in self._counts and len(self._counts) >= MOST_KEPT:
            self.left_out += 1
            return
        self._counts[message] = self._counts.get(message, 0) + 1
        named = self._rows.setdefault(message, [])
        if len(named) < _ROWS_NAMED and row not in named:
            named.append(row)

    def messages(self) -> list[dict[str, Any]]:
        """[{message, count, rows}] in the order in which they came up; `rows` are the first ten."""
        return [{"message": message, "count": n, "rows": self._rows[message]} for message, n in self._counts.items()]


_REVIEWS_AT_ONCE = 200


def prefer_sources(*, reviews: Collection[int]) -> None:
    """Choose again the source whose records count, for each review (by primary key) and each kind
    of ask in it.
    """
    wanted = sorted(reviews)
    for start in range(0, len(wanted), _REVIEWS_AT_ONCE):
        _prefer(wanted[start : start + _REVIEWS_AT_ONCE])


def sizes_of(reviews: Collection[int]) -> dict[tuple[int, str], dict[str, int]]:
    """How many records each source has, by review and kind of ask."""
    sizes: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    counted = (
        SourceRecord.objects.filter(ask__review__in=reviews)
        .order_by()
        .values_list("ask__review", "ask__kind", "source")
        .annotate(n=Count("pk"))
    )
    for review, kind, source, n in counted:
        sizes[review, kind][source] = n
    return sizes


def _prefer(reviews: list[int]) -> None:
    chosen: dict[tuple[str, str], list[int]] = defaultdict(list)
    for (review, kind), by_source in sizes_of(reviews).items():
        chosen[kind, preferred_source(by_source) or ""].append(review)
    for (kind, source), its_reviews in chosen.items():
        records = SourceRecord.objects.filter(ask__review__in=its_reviews, ask__kind=kind)
        records.filter(source=source, preferred=False).update(preferred=True)
        records.exclude(source=source).filter(preferred=True).update(preferred=False)


_AT_ONCE = 500
MOST_PAIRS = 40_000
"""Of rows and asks compared for two States in one review. The largest so far has 400."""


class AskText(NamedTuple):
    """What a source says of an ask, and the numbers that any source gives it."""

    texts: tuple[ComparedText, ...]
    numbers: frozenset[str]


def texts_of(asks: Sequence[int], *, giver: Mapping[int, str]) -> dict[int, AskText]:
    """The wordings of asks that a source has, by primary key; `giver` is the recommending State of
    each.
    """
    wordings: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for start in range(0, len(asks), _AT_ONCE):
        records = (
            SourceRecord.objects.filter(ask__in=asks[start : start + _AT_ONCE]).exclude(source="demo").order_by("pk")
        )
        for ask, text, number in records.values_list("ask", "text", "number"):
            wordings[ask].append((text, number))
    return {
        ask: AskText(
            tuple(compared(text, giver[ask]) for text, _ in of_ask), frozenset(number for _, number in of_ask if number)
        )
        for ask, of_ask in wordings.items()
    }


def best_pairs(
    rows: Sequence[tuple[ComparedText, str]], asks: Sequence[tuple[int, AskText]]
) -> Iterator[tuple[int, int]]:
    """(place of the row, place of the ask) of those that are the same: each once, the most alike
    first.

    `rows` and `asks` are of the same review, recommending State and kind. Nothing where there are
    too many.
    """
    if len(rows) * len(asks) > MOST_PAIRS:
        return
    candidates = []
    for at, (text, number) in enumerate(rows):
        for place, (_key, ask) in enumerate(asks):
            same_number = bool(number) and number in ask.numbers
            if number and ask.numbers and not same_number:
                continue
            alike = max((likeness(text, other, same_number=same_number) for other in ask.texts), default=0.0)
            if alike:
                candidates.append((not same_number, -alike, at, place))
    taken_rows: set[int] = set()
    taken_asks: set[int] = set()
    for _unlike, _likeness, at, place in sorted(candidates):
        if at not in taken_rows and place not in taken_asks:
            taken_rows.add(at)
            taken_asks.add(place)
            yield at, place


_ROWS_AT_ONCE = 2000

# What a source may change its mind about. The text is not among them: a different text is a
# different ask.
CHANGEABLE = (
    "source_response",
    "response",
    "action",
    "source_issues",
    "issues",
    "themes",
    "sdgs",
    "persons",
    "source_persons",
    "number",
    "symbol",
    "source_position",
    "explanation",
    "texts",
    "url",
    "state_region",
    "state_organisations",
    "from_region",
    "from_organisations",
)


@dataclass(slots=True)
class _AskPlace:
    """An ask that rows of this file may be, and this source's record of it where there is one."""

    ask: Ask
    record: SourceRecord | None = None
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class _Unplaced:
    """A row in words that no ask of its review has."""

    row: ReadRow
    values: dict[str, Any]
    same: str
    review: Review


class RowsOfOneFile:
    """Takes the rows of one file one by one and keeps them in Staging; `enter` writes them all into
    the record. Until then other writers do not wait: only the turn to import is held, and the
    record does not change.
    """

    def __init__(self, *, source: str, name: str) -> None:
        self.source, self.name, self.warnings = source, name, Warnings()
        self.staging = Staging()
        self.added = self.updated = self.already_there = 0
        self.touched_reviews: set[int] = set()
        self._remembered: set[tuple[int, str]] = set()
        self._reviews: dict[tuple[str, int | None, int], Review] = {}
        # Reviews that the calendar does not know, with a number below zero until they are written.
        self._new_reviews: list[Review] = []
        self._added_in: Counter[tuple[int, str]] = Counter()
        # Of a review that the calendar does not know: what is to be said of its rows.
        self._unknown: dict[int, str] = {}
        self._places: dict[tuple[int, str], list[_AskPlace]] = defaultdict(list)
        # How many asks have the same words.
        self._named: Counter[tuple[int, str]] = Counter()
        # By review, recommending State and kind: asks that this source has no record of, rows in
        # words of their own.
        self._bare: dict[tuple[int, str, str], list[_AskPlace]] = defaultdict(list)
        self._unplaced: dict[tuple[int, str, str], list[_Unplaced]] = defaultdict(list)
        self._new_asks: list[Ask] = []
        self._new_records: list[SourceRecord] = []
        self._changed: list[SourceRecord] = []
        self._changes: list[RecordChange] = []

    def take(self, row: ReadRow) -> bool:
        """Take one row; say whether this source had it not yet."""
        review = self._review(row)
        self._warn(row, review)
        same = sameness(
            session=review.session,
            cycle=review.cycle,
            iso3=row.iso3,
            from_iso3=row.from_iso3,
            kind=row.kind,
            text=row.text,
        )
        values = _values(row)
        place = self._place(self._places[review.pk, same], values)
        if place is None and self._bare[review.pk, row.from_iso3, row.kind]:
            # Another source may have it in other words; whose words are the very same comes first.
            self._unplaced[review.pk, row.from_iso3, row.kind].append(_Unplaced(row, values, same, review))
            return True
        new = place is None or place.record is None
        self._claim(place or self._new_place(row, review, same), row, values, same)
        return new

    def _claim(self, place: _AskPlace, row: ReadRow, values: dict[str, Any], same: str) -> None:
        place.claimed = True
        self._record(place, row, values, same)
        if len(self._new_records) + len(self._changed) >= _ROWS_AT_ONCE:
            self._stage()

    def _new_place(self, row: ReadRow, review: Review, same: str) -> _AskPlace:
        place = _AskPlace(self._new_ask(row, review, same))
        self._places[review.pk, same].append(place)
        return place

    def _link(self) -> None:
        """Rows in words that no ask has: the asks of other sources that they are all the same, or
        new ones.
        """
        for group, rows in self._unplaced.items():
            free = [place for place in self._bare[group] if not place.claimed]
            giver = {place.ask.pk: place.ask.from_iso3 for place in free}
            known = texts_of(list(giver), giver=giver) if len(rows) * len(free) <= MOST_PAIRS else {}
            asks = [(at, known[place.ask.pk]) for at, place in enumerate(free) if place.ask.pk in known]
            texts = [(compared(row.row.text, row.row.from_iso3), row.row.number) for row in rows] if asks else []
            chosen = {at: free[asks[place][0]] for at, place in best_pairs(texts, asks)}
            for at, row in enumerate(rows):
                place = chosen.get(at) or self._new_place(row.row, row.review, row.same)
                self._claim(place, row.row, row.values, row.same)
        self._unplaced.clear()

    def last(self) -> None:
        """After the last row: find what other sources word otherwise, and settle which new records
        are counted.
        """
        self._link()
        self._stage()
        sizes = sizes_of(self.touched_reviews)
        counted: dict[str, list[int]] = defaultdict(list)
        for (review, kind), added in self._added_in.items():
            by_source = sizes[review, kind]
            by_source[self.source] = by_source.get(self.source, 0) + added
            if self.source != "demo":
                by_source.pop("demo", None)
            if preferred_source(by_source) == self.source:
                counted[kind].append(review)
        for kind, reviews in counted.items():
            self.staging.count_as_preferred(kind, reviews)

    def enter(self, file: ImportedFile) -> None:
        """Write all of it, in the caller's transaction. The only part that others wait for."""
        for review in self._new_reviews:
            provisional = review.pk
            review.pk = stored_review(review).pk
            self.staging.review_is(provisional, review.pk)
            self.touched_reviews = (self.touched_reviews - {provisional}) | {review.pk}
        self.staging.move(file)

    def _stage(self) -> None:
        self.staging.add_asks(self._new_asks)
        self.staging.add_records((record, record.ask) for record in self._new_records)
        self.staging.add_changed(self._changed, self._changes)
        for record in self._new_records:
            # Kept; of what a file holds only what later rows are compared with stays in memory.
            record.text, record.raw = "", {}
        self._new_asks, self._new_records, self._changed, self._changes = [], [], [], []

    def _review(self, row: ReadRow) -> Review:
        review = self._reviews.get((row.iso3, row.session, row.cycle))
        if review is None:
            review = self._known_or_new(row)
            self._reviews[row.iso3, row.session, row.cycle] = review
            if review.pk not in self.touched_reviews:
                self.touched_reviews.add(review.pk)
                if review.status == Review.Status.IMPORTED:
                    self._unknown[review.pk] = _unknown_review(review)
        if (review.pk, row.kind) not in self._remembered:
            self._remembered.add((review.pk, row.kind))
            self._remember(review, row.kind)
        return review

    def _known_or_new(self, row: ReadRow) -> Review:
        known = review_of(iso3=row.iso3, session=row.session, cycle=row.cycle, told_by=self.name)
        if known.pk:
            return known
        for review in self._new_reviews:
            same = review.cycle == known.cycle if known.session is None else review.session == known.session
            if review.iso3 == known.iso3 and same:
                return review
        self._new_reviews.append(known)
        known.pk = -len(self._new_reviews)
        return known

    def _warn(self, row: ReadRow, review: Review) -> None:
        for message in row.warnings:
            self.warnings.add(message, row=row.row)
        if review.pk in self._unknown:
            self.warnings.add(self._unknown[review.pk], row=row.row)
        if row.kind == "recommendation" and row.iso3 == row.from_iso3:
            sentence = _("%(state)s recommends to itself here; the rows entered as they are.")
            self.warnings.add(sentence % {"state": by_iso3(row.iso3).name}, row=row.row)

    def _remember(self, review: Review, kind: str) -> None:
        """Load what the record has of this review and kind; other kinds, of which there are many,
        are not needed.
        """
        known = SourceRecord.objects.filter(ask__review=review, ask__kind=kind, source=self.source).defer("text", "raw")
        records = {record.ask_id: record for record in known}
        for ask in Ask.objects.filter(review=review, kind=kind).order_by("pk"):
            place = _AskPlace(ask, records.get(ask.pk))
            if place.record is None:
                self._bare[review.pk, ask.from_iso3, ask.kind].append(place)
            self._places[review.pk, (place.record.same if place.record else "") or ask.same].append(place)
            self._named[review.pk, ask.same] += 1

    @staticmethod
    def _place(places: list[_AskPlace], values: dict[str, Any]) -> _AskPlace | None:
        """Among exact repetitions: the record with equal values, else any of this source, else an
        ask without a record of it.
        """
        free = [place for place in places if not place.claimed]
        recorded = [place for place in free if place.record]
        for place in recorded:
            if _difference(place.record, values) == []:
                return place
        numbered = next((place for place in recorded if place.record.number == values["number"]), None)  # type: ignore[union-attr]
        return numbered or (recorded[0] if recorded else (free[0] if free else None))

    def _new_ask(self, row: ReadRow, review: Review, same: str) -> Ask:
        self._named[review.pk, same] += 1
        occurrence = self._named[review.pk, same]
        ask = Ask(
            key=ask_key(session=review.session, cycle=review.cycle, iso3=row.iso3, same=same, occurrence=occurrence),
            same=same,
            review=review,
            from_iso3=row.from_iso3,
            kind=row.kind,
        )
        self._new_asks.append(ask)
        return ask

    def _record(self, place: _AskPlace, row: ReadRow, values: dict[str, Any], same: str) -> None:
        if place.record is None:
            place.record = SourceRecord(
                ask=place.ask,
                same="" if same == place.ask.same else same,
                source=self.source,
                text=row.text,
                raw=dict(row.raw),
                row=row.row,
                **values,
            )
            self._new_records.append(place.record)
            self._added_in[place.ask.review_id, place.ask.kind] += 1
            self.added += 1
            return
        different = _difference(place.record, values)
        if not different:
            self.already_there += 1
            return
        self._change(place.record, row, values, different)
        self.updated += 1

    def _change(self, record: SourceRecord, row: ReadRow, values: dict[str, Any], fields: list[str]) -> None:
        for name in fields:
            before, after = getattr(record, name), values[name]
            self._changes.append(RecordChange(record=record, field=name, before=before, after=after))
            setattr(record, name, values[name])
        record.raw = dict(row.raw)
        self._changed.append(record)


def _unknown_review(review: Review) -> str:
    """That the calendar has no such review, and which it has."""
    known = ", ".join(map(str, known_sessions(review.iso3))) or _("none")
    when = (
        _("session %(number)s") % {"number": review.session}
        if review.session
        else _("cycle %(number)s") % {"number": review.cycle}
    )
    return _(
        "The calendar has no review of %(state)s in %(when)s (sessions it has: %(known)s). The rows entered under a "
        "review that is known only from an imported record."
    ) % {"state": review.state_name, "when": when, "known": known}


def _values(row: ReadRow) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in CHANGEABLE}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _difference(record: SourceRecord | None, values: dict[str, Any]) -> list[str]:
    return [name for name, value in values.items() if getattr(record, name) != value]
