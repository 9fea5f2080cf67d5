"""One ask: where it is recorded, how its answer came to be, and its neighbours."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from openupr.upr import sources

from ..models import Ask, RecordChange, SourceRecord
from ..rules import OF_LIST, OF_REPORT

_MOST_OF_A_PARAGRAPH = 40
_OWN_NUMBERS = (OF_REPORT, OF_LIST)
_LENGTH = 16  # of what `rules.sameness` gives


@dataclass(frozen=True, slots=True)
class AskWithRecords:
    """An ask and its source records, the counted one first; `records` is never empty."""

    ask: Ask
    records: list[SourceRecord]

    @property
    def counted(self) -> SourceRecord:
        return self.records[0]


def ask_of(key: str) -> AskWithRecords | None:
    """The ask of this key with its records and their changes, in three queries; None when there is none.

    Where two sources word an ask otherwise, it is named after the words that entered first: elsewhere it may have been
    the others. Their key finds it as well.
    """
    changes = RecordChange.objects.select_related("file")
    records = SourceRecord.objects.select_related("file").prefetch_related(Prefetch("changes", queryset=changes))
    asks = Ask.objects.select_related("review").prefetch_related(Prefetch("records", queryset=records))
    found = asks.filter(key=key).first() or asks.filter(key=_key_of_other_words(key)).first()
    if found is None:
        return None
    ranks = {source.key: source.rank for source in sources.SOURCES}
    return AskWithRecords(found, sorted(found.records.all(), key=lambda r: (not r.preferred, ranks.get(r.source, 99))))


def same_paragraph(found: AskWithRecords) -> list[Ask]:
    """The other asks of this review under the same paragraph number, as another State's."""
    numbers = paragraph_numbers(found.records)
    if not numbers:
        return []
    others = Ask.objects.filter(review=found.ask.review, kind=found.ask.kind, records__number__in=numbers)
    some = others.exclude(pk=found.ask.pk).distinct().order_by("pk").prefetch_related("records")
    same = [other for other in some if numbers & paragraph_numbers(other.records.all())]
    return same[:_MOST_OF_A_PARAGRAPH]


def paragraph_numbers(records: Iterable[SourceRecord]) -> set[str]:
    """The paragraph numbers of an ask: the report's own, with what a person corrected in it, wins over a list's, and
    that over a database's."""
    by_source = {record.source: record.number for record in records if record.number}
    own = next((by_source[source] for source in _OWN_NUMBERS if source in by_source), "")
    return {own} if own else set(by_source.values())


def _key_of_other_words(key: str) -> str:
    """The key of the ask that a source words so; "" where there is none."""
    iso3, _, rest = key.partition("-")
    same = rest.partition("-")[2].partition("-")[0]
    if len(same) != _LENGTH:
        return ""
    records = SourceRecord.objects.filter(same=same, ask__review__iso3=iso3)
    return records.values_list("ask__key", flat=True).order_by("pk").first() or ""
