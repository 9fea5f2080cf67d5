"""An addendum's answers become rows: what the report recorded, with the position and explanation given since."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from openupr.files.refusal import RefusedFile
from openupr.undocs.values import Addendum, AllOthers, GivenAnswer, UnDocument
from openupr.upr.responses import label

from ..importing.documents import refuse_problems, told_kind
from ..importing.rows import ReadRow, RefusedRow
from ..importing.working_group_report import SOURCE
from ..models import ImportedFile, KeptDocument, RecordChange, SourceRecord
from ..queries.document_review import report_symbol_of
from ..rules import OF_LIST, numbers_meant

ANSWER = ("response", "source_response", "source_position", "explanation")
_NO_REPORT = (
    "The Working Group's report {symbol} is not in the record yet. This addendum is kept for {days} days. Import the "
    "report: the addendum then enters by itself."
)
_NO_SYMBOL = (
    "This addendum tells no symbol, so its report cannot be found. Download it from docs.un.org, with its first page, "
    "and choose that file."
)
_NOT_THERE = "The report {symbol} has no recommendation of this number in the record."
_SEVERAL = "Several recommendations of the report could be meant: {numbers}."
_OTHERWISE = "The addendum says that all others are {others}; the report says {reported}. It was left as it is."
_COUNTS = "The addendum speaks of {stated} {position} recommendations; with all others they are {counted}."
_NOT_NAMED = "The addendum does not name these; they are {position} because it says: “{sentence}”."
_MARK = ", all others: "
_SHOWN = 120


class WaitsForReport(RefusedFile):
    """An addendum whose report is not in the record."""


def has_report(document: UnDocument) -> bool:
    """Whether the record has the report that an addendum belongs to."""
    return SourceRecord.objects.filter(source=SOURCE, symbol=report_symbol_of(document)).exists()


def answered_since(symbol: str) -> QuerySet[SourceRecord]:
    """The records of a report whose answers its addenda gave."""
    return SourceRecord.objects.filter(source=SOURCE, symbol=symbol, source_position__startswith=f"{symbol}/Add.")


def answers_by_number(symbol: str) -> dict[str, dict[str, Any]]:
    """What the addenda of a report answer, by number of the recommendation. A number with several answers is left
    out."""
    if not symbol:
        return {}
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for number, *answer in answered_since(symbol).values_list("number", *ANSWER):
        found[number].add(tuple(answer))
    return {number: dict(zip(ANSWER, *answers, strict=True)) for number, answers in found.items() if len(answers) == 1}


def answer_lists(reviews: Collection[int], *, file: ImportedFile) -> int:
    """Give the rows that OHCHR's list leaves open the answer of the addendum. Returns how many got one."""
    rows = SourceRecord.objects.filter(source=OF_LIST, response="pending", ask__review__in=reviews).order_by("pk")
    known: dict[str, dict[str, dict[str, Any]]] = {}
    changed: list[SourceRecord] = []
    changes: list[RecordChange] = []
    for row in rows:
        if row.symbol not in known:
            known[row.symbol] = answers_by_number(row.symbol)
        answer = known[row.symbol].get(row.number, {})
        for name, after in answer.items():
            if (before := getattr(row, name)) != after:
                changes.append(RecordChange(record=row, file=file, field=name, before=before, after=after))
                setattr(row, name, after)
        if answer:
            changed.append(row)
    SourceRecord.objects.bulk_update(changed, ANSWER, batch_size=500)
    RecordChange.objects.bulk_create(changes, batch_size=500)
    return len(changed)


def rows_of(document: UnDocument) -> Iterator[ReadRow | RefusedRow]:
    """Each record of the report that the addendum answers, with its answer. Raises RefusedFile."""
    if not isinstance(document, Addendum):
        raise RefusedFile(told_kind(document, "addendum"))
    refuse_problems(document)
    symbol = report_symbol_of(document)
    found = SourceRecord.objects.filter(source=SOURCE, symbol=symbol).select_related("ask__review").order_by("pk")
    by_number: dict[str, list[SourceRecord]] = defaultdict(list)
    for record in found:
        by_number[record.number].append(record)
    if not by_number and not symbol:
        raise RefusedFile(_NO_SYMBOL)
    if not by_number:
        raise WaitsForReport(_NO_REPORT.format(symbol=symbol, days=KeptDocument.DAYS))
    named: set[str] = set()
    for place, answer in enumerate(document.answers, start=1):
        numbers = numbers_meant(document.number_of(answer), by_number)
        named.update(numbers)
        if len(numbers) == 1:
            for record in by_number[numbers[0]]:
                yield _row(place, answer, record, document)
        else:
            several = _SEVERAL.format(numbers=", ".join(numbers))
            reason = several if numbers else _NOT_THERE.format(symbol=symbol)
            yield RefusedRow(row=place, value=document.number_of(answer), reason=reason)
    if document.all_others:
        others = {number: records for number, records in by_number.items() if number not in named}
        yield from _all_others(document, document.all_others, others)


def _all_others(
    document: Addendum, said: AllOthers, others: Mapping[str, Sequence[SourceRecord]]
) -> Iterator[ReadRow | RefusedRow]:
    """The numbers that an addendum does not name. Where the report left some open, those are meant; where it left
    none open, what it says otherwise stays, and is told."""
    mark = f"{document.symbol}{_page(said.page)}{_MARK}“{said.sentence[:_SHOWN]}”"
    meant = {
        number: records
        for number, records in others.items()
        if said.paragraph is None or number.partition(".")[0] == str(said.paragraph)
    }
    left_open = {number for number, records in meant.items() if any(_was_open(record, document) for record in records)}
    meant = {number: records for number, records in meant.items() if number in left_open or not left_open}
    answer = GivenAnswer("", said.position, page=said.page)
    not_named = _NOT_NAMED.format(position=said.position, sentence=said.sentence.rstrip("."))
    warnings = (not_named, *_of_count(document, said, len(meant)))
    for place, (number, records) in enumerate(meant.items(), start=len(document.answers) + 1):
        for record in records:
            if number in left_open or record.response == said.position:
                yield replace(_row(place, answer, record, document), source_position=mark, warnings=warnings)
            else:
                reason = _OTHERWISE.format(others=said.position, reported=record.response)
                yield RefusedRow(row=place, value=number, reason=reason)


def _was_open(record: SourceRecord, document: Addendum) -> bool:
    """Whether the report left a recommendation open, or this very addendum said it of all others before."""
    said_before = record.source_position.startswith(document.symbol) and _MARK in record.source_position
    return said_before or record.response in ("", "pending")


def _of_count(document: Addendum, said: AllOthers, number: int) -> tuple[str, ...]:
    """A warning where the addendum counts otherwise than the report's numbers do."""
    counted = number + document.counted().get(said.position, 0)
    stated = document.stated.get(said.position, ())
    if (not stated and said.count in (None, number)) or counted in stated or number in stated:
        return ()
    told = " or ".join(map(str, stated)) or str(said.count)
    return (_COUNTS.format(stated=told, position=said.position, counted=counted),)


def _row(place: int, answer: GivenAnswer, record: SourceRecord, document: Addendum) -> ReadRow:
    """The record's own row again; where the addendum tells no position, the report's stands."""
    review = record.ask.review
    told = bool(answer.final)
    return ReadRow(
        row=place,
        kind="recommendation",
        session=review.session,
        cycle=review.cycle,
        iso3=review.iso3,
        from_iso3=record.ask.from_iso3,
        text=record.text,
        response=answer.final or record.response,
        source_response=label(answer.final) if told else record.source_response,
        number=record.number,
        symbol=record.symbol,
        source_position=f"{document.symbol}{_page(answer.page)}" if told else record.source_position,
        explanation=answer.explanation,
        raw=record.raw,
    )


def _page(number: int | None) -> str:
    return f", page {number}" if number else ""
