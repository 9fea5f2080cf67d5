"""Documents of the UN on their way into the record, with what people corrected in them."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from openupr.undocs import read_document
from openupr.undocs.corrections import Correction, corrected

from ..importing import ADDENDUM, ReadRow, Row, thematic_list, working_group_report
from ..models import DocumentCorrection, SourceRecord
from ..queries.document_review import corrections_of, document_file
from .apply_addendum import rows_of as rows_of_addendum

REVIEWED = (working_group_report.SOURCE, ADDENDUM, thematic_list.SOURCE)
"""Sources whose problems people settle on a page."""

_ANSWER = ("response", "source_response", "source_position", "explanation")


def recorded_as(source: str) -> str:
    """The source whose records a file changes: an addendum's are the report's."""
    return working_group_report.SOURCE if source == ADDENDUM else source


def read_reviewed(source: str, path: Path) -> Iterable[Row]:
    """The rows of a document, corrections applied. Raises RefusedFile where problems are left; the file is then kept
    for the page on which they are settled."""
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    document = corrected(read_document(data), corrections_of(sha256))
    if document.problems:
        keep_document(data, sha256)
    if source == ADDENDUM:
        return rows_of_addendum(document)
    if source == thematic_list.SOURCE:
        return thematic_list.rows_of(document)
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


def keep_document(data: bytes, sha256: str) -> None:
    """Keep a document until its problems are settled."""
    path = document_file(sha256)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(data)
    fresh.replace(path)


def save_correction(*, sha256: str, problem: str, correction: Correction, now: datetime) -> None:
    """Keep what a person decided about a problem; what was decided before is replaced."""
    values = {name: value for name, value in asdict(correction).items() if value and name != "action"}
    DocumentCorrection.objects.update_or_create(
        sha256=sha256,
        problem=problem,
        defaults={"action": correction.action, "values": values, "decided": now},
    )


def undo_corrections(*, sha256: str) -> None:
    """Forget all that was decided about a file."""
    DocumentCorrection.objects.filter(sha256=sha256).delete()


def forget_document(sha256: str) -> None:
    """The file is in the record: it need not be kept for settling its problems any more."""
    document_file(sha256).unlink(missing_ok=True)
