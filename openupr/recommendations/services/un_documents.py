"""Documents of the UN on their way into the record, with what people corrected in them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from openupr.undocs import read_document

from ..importing import ADDENDUM, ReadRow, Row, working_group_report
from ..models import SourceRecord
from .apply_addendum import rows_of as rows_of_addendum

REVIEWED = (working_group_report.SOURCE, ADDENDUM)
"""Sources whose problems people settle on a page."""

_ANSWER = ("response", "source_response", "source_position", "explanation")


def recorded_as(source: str) -> str:
    """The source whose records a file changes: an addendum's are the report's."""
    return working_group_report.SOURCE if source == ADDENDUM else source


def read_reviewed(source: str, path: Path) -> Iterable[Row]:
    """The rows of a document. Raises RefusedFile where problems are left."""
    document = read_document(path.read_bytes())
    if source == ADDENDUM:
        return rows_of_addendum(document)
    return _with_later_answers(working_group_report.rows_of(document), document.symbol)


def _with_later_answers(rows: Iterable[ReadRow], symbol: str) -> Iterator[ReadRow]:
    """A report that is read again does not undo what its addendum said since."""
    answered = SourceRecord.objects.filter(
        source=working_group_report.SOURCE, symbol=symbol, source_position__startswith=f"{symbol}/Add."
    )
    known = {
        (number, sender, text): dict(zip(_ANSWER, answer, strict=True))
        for number, sender, text, *answer in answered.values_list("number", "ask__from_iso3", "text", *_ANSWER)
    }
    for row in rows:
        yield replace(row, **known.get((row.number, row.from_iso3, row.text), {}))
