"""The UN's name of a recommendation, whichever source tells it: it belongs to the ask, as in the index."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from openupr.upr.sources import SOURCES
from openupr.upr.un_numbers import UnNumber
from openupr.web.kept_queries import kept_rows

from ..models import SourceRecord

_RANKS = {source.key: source.rank for source in SOURCES}


def un_numbers(asks: Collection[int | None] | QuerySet[Any, Any]) -> dict[int, UnNumber]:
    """Of these asks, by their primary keys, those of which a source tells number or document. One query."""
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
        sorted((not each.preferred, _RANKS.get(each.source, 99), each.symbol, each.number) for each in records)
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
