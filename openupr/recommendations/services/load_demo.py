"""The demo record, for a home that holds nothing real yet."""

import hashlib
from pathlib import Path

from django.db import transaction

from openupr.files.refusal import RefusedFile

from ..importing.demo import DEMO_FILE, REVIEW_FILE
from ..models import ImportedFile, SourceRecord
from .build_index import refresh_index
from .edition import remove_demo
from .import_file import FileReport, import_file
from .import_turn import turn_to_import


class RecordIsReal(Exception):
    """The record holds imported rows; a demo among them would spoil every count."""

    def __init__(self) -> None:
        super().__init__("The record holds imported data, so the demo record was not loaded; nothing was changed.")


def load_demo() -> FileReport | None:
    """Load the demo record and build the index; None where this very demo record stands already.

    One of an earlier version is replaced. Raises RecordIsReal where anything else has been imported.
    """
    with turn_to_import(), transaction.atomic():
        report = None if _stands() else _replace()
    refresh_index()
    return report


def load_demo_review() -> FileReport:
    """Add the invented review of a coalition's stage after it, and build the index. Raises RecordIsReal."""
    with turn_to_import(), transaction.atomic():
        _stands()
        report = _enter(REVIEW_FILE, "OpenUPR's demo review")
    refresh_index()
    return report


def _stands() -> bool:
    if SourceRecord.objects.exclude(source="demo").exists():
        raise RecordIsReal
    records = SourceRecord.objects.filter(source="demo")
    loaded = set(ImportedFile.objects.filter(records__in=records).values_list("sha256", flat=True))
    here, review = (hashlib.sha256(path.read_bytes()).hexdigest() for path in (DEMO_FILE, REVIEW_FILE))
    return here in loaded <= {here, review}


def _replace() -> FileReport:
    remove_demo()
    return _enter(DEMO_FILE, "OpenUPR's demo record")


def _enter(path: Path, name: str) -> FileReport:
    report = import_file(source="demo", path=path, name=name)
    if report.reason or report.refused:  # inside the transaction: the record stays as it was
        raise RefusedFile(report.reason or f"Row {report.refused[0]['row']}: {report.refused[0]['reason']}")
    return report
