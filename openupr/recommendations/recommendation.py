"""One ask: where it is recorded, its number in the UN's documents, how its answer came to be."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from openupr.upr import responses, sources
from openupr.upr.sources import SOURCES
from openupr.upr.un_numbers import UnNumber
from openupr.web.kept_queries import kept_rows
from openupr.web.languages import term
from openupr.web.parts import Badge

from .models import Ask, RecordChange, SourceRecord
from .rules import OF_LIST, OF_REPORT

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
    """The ask of this key with its records and their changes, in three queries; None when there is
    none.

    Where two sources word an ask otherwise, it is named after the words that entered first:
    elsewhere it may have been the others. Their key finds it as well.
    """
    changes = RecordChange.objects.select_related("file")
    records = SourceRecord.objects.select_related("file").prefetch_related(Prefetch("changes", queryset=changes))
    asks = Ask.objects.select_related("review").prefetch_related(Prefetch("records", queryset=records))
    ask = asks.filter(key=key).first() or asks.filter(key=_key_of_other_words(key)).first()
    if ask is None:
        return None
    ranks = {source.key: source.rank for source in sources.SOURCES}
    return AskWithRecords(ask, sorted(ask.records.all(), key=lambda r: (not r.preferred, ranks.get(r.source, 99))))


def same_paragraph(recorded_ask: AskWithRecords) -> list[Ask]:
    """The other asks of this review under the same paragraph number, as another State's."""
    numbers = paragraph_numbers(recorded_ask.records)
    if not numbers:
        return []
    others = Ask.objects.filter(review=recorded_ask.ask.review, kind=recorded_ask.ask.kind, records__number__in=numbers)
    some = others.exclude(pk=recorded_ask.ask.pk).distinct().order_by("pk").prefetch_related("records")
    same = [other for other in some if numbers & paragraph_numbers(other.records.all())]
    return same[:_MOST_OF_A_PARAGRAPH]


def paragraph_numbers(records: Iterable[SourceRecord]) -> set[str]:
    """The paragraph numbers of an ask: the report's own, with what a person corrected in it, wins
    over a list's, and that over a database's.
    """
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


_RANKS = {source.key: source.rank for source in SOURCES}


def un_numbers(asks: Collection[int | None] | QuerySet[Any, Any]) -> dict[int, UnNumber]:
    """The UN's numbers of these asks, by primary key, where a source gives number or document. One
    query.
    """
    return _by_ask(_numbers(SourceRecord.objects.filter(ask__in=asks)))


def un_numbers_of_keys(keys: Collection[str]) -> dict[int, UnNumber]:
    """The same of the asks with these keys."""
    return _by_ask(kept_rows(_numbers_of_keys, keys))


def _numbers_of_keys(keys: Collection[str]) -> QuerySet[SourceRecord, Any]:
    return _numbers(SourceRecord.objects.filter(ask__key__in=keys))


def _numbers(records: QuerySet[SourceRecord]) -> QuerySet[SourceRecord, Any]:
    named = records.exclude(number="", symbol="").order_by()
    return named.values_list("ask", "preferred", "source", "symbol", "number")


def _by_ask(rows: Iterable[tuple[int, bool, str, str, str]]) -> dict[int, UnNumber]:
    by_ask: dict[int, list[tuple[bool, int, str, str]]] = {}
    for ask, preferred, source, symbol, number in rows:
        by_ask.setdefault(ask, []).append((not preferred, _RANKS.get(source, 99), symbol, number))
    return {ask: _first(sorted(its_own)) for ask, its_own in by_ask.items()}


def un_number_among(records: Iterable[SourceRecord]) -> UnNumber:
    """That of an ask whose records are at hand."""
    return _first(
        sorted(
            (not record.preferred, _RANKS.get(record.source, 99), record.symbol, record.number) for record in records
        )
    )


def un_number_of_row(row: Any) -> UnNumber:
    """That of a row of the index, as results have it."""
    return UnNumber(row.get("symbol", ""), row.get("number", ""))


def _first(rows: Iterable[tuple[bool, int, str, str]]) -> UnNumber:
    """Of each the counted source's, else the one of the source that is preferred most."""
    symbol = number = ""
    for _uncounted, _rank, its_symbol, its_number in rows:
        symbol, number = symbol or its_symbol, number or its_number
    return UnNumber(symbol, number)


TONES = {"supported": "yes", "noted": "no", "partly": "part", "pending": "wait"}


def response_badge(response: str | None, source_response: str = "") -> Badge | None:
    """The response as a badge; the source's own word beside it where it differs."""
    if not response:
        return Badge(source_response) if source_response else None
    label, theirs = responses.label(response), source_response.casefold()
    if not theirs or theirs == label.casefold():
        text = term(label)
    elif theirs.startswith(label.casefold()):
        text = source_response
    else:
        text = f"{term(label)} ({source_response})"
    return Badge(text, tone=TONES.get(response, ""))
