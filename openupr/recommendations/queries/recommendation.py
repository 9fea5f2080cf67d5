"""One ask: where it is recorded, how its answer came to be, and its neighbours."""

from dataclasses import dataclass

from django.db.models import Prefetch

from openupr.upr import sources

from ..models import Ask, RecordChange, SourceRecord


@dataclass(frozen=True, slots=True)
class AskWithRecords:
    """An ask and its source records, the counted one first; `records` is never empty."""

    ask: Ask
    records: list[SourceRecord]

    @property
    def counted(self) -> SourceRecord:
        return self.records[0]


def ask_of(key: str) -> AskWithRecords | None:
    """The ask of this key with its records and their changes, in three queries; None when there is none."""
    changes = RecordChange.objects.select_related("file")
    records = SourceRecord.objects.select_related("file").prefetch_related(Prefetch("changes", queryset=changes))
    ask = Ask.objects.select_related("review").prefetch_related(Prefetch("records", queryset=records)).filter(key=key)
    found = ask.first()
    if found is None:
        return None
    ranks = {source.key: source.rank for source in sources.SOURCES}
    return AskWithRecords(found, sorted(found.records.all(), key=lambda r: (not r.preferred, ranks.get(r.source, 99))))
