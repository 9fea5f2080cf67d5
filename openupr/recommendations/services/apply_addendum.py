"""An addendum's answers become rows: what the report recorded, with the position and explanation given since."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from openupr.files.refusal import RefusedFile
from openupr.undocs.values import Addendum, GivenAnswer, UnDocument
from openupr.upr.responses import label

from ..importing.documents import refuse_problems, told_kind
from ..importing.rows import ReadRow, RefusedRow
from ..importing.working_group_report import SOURCE
from ..models import SourceRecord

_NO_REPORT = (
    "The record has no recommendations of {symbol} yet. Import the Working Group's report first, then its addendum."
)
_NOT_THERE = "The report {symbol} has no recommendation of this number in the record."
_SEVERAL = "Several recommendations of the report could be meant: {numbers}."


def rows_of(document: UnDocument) -> Iterator[ReadRow | RefusedRow]:
    """Each record of the report that the addendum answers, with its answer. Raises RefusedFile."""
    if not isinstance(document, Addendum):
        raise RefusedFile(told_kind(document, "addendum"))
    refuse_problems(document)
    symbol = document.symbol.split("/Add.")[0]
    found = SourceRecord.objects.filter(source=SOURCE, symbol=symbol).select_related("ask__review").order_by("pk")
    by_number: dict[str, list[SourceRecord]] = defaultdict(list)
    for record in found:
        by_number[record.number].append(record)
    if not by_number:
        raise RefusedFile(_NO_REPORT.format(symbol=symbol or "this report"))
    for place, answer in enumerate(document.answers, start=1):
        numbers = _meant(document.number_of(answer), list(by_number))
        if len(numbers) == 1:
            for record in by_number[numbers[0]]:
                yield _row(place, answer, record, document)
        else:
            several = _SEVERAL.format(numbers=", ".join(numbers))
            reason = several if numbers else _NOT_THERE.format(symbol=symbol)
            yield RefusedRow(row=place, value=document.number_of(answer), reason=reason)


def _meant(number: str, known: Sequence[str]) -> list[str]:
    """The report's numbers that an addendum's may be: "18" alone is 115.18 where only one paragraph has an 18."""
    if number in known or "." in number:
        return [number] if number in known else []
    return [each for each in known if each.partition(".")[2] == number]


def _row(place: int, answer: GivenAnswer, record: SourceRecord, document: Addendum) -> ReadRow:
    """The record's own row again; where the addendum tells no position, the report's stands."""
    review = record.ask.review
    page = f", page {answer.page}" if answer.page else ""
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
        source_position=f"{document.symbol}{page}" if told else record.source_position,
        explanation=answer.explanation,
        raw=record.raw,
    )
