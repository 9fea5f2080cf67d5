"""The demo record, for a home that holds nothing real yet."""

import hashlib

from django.db import transaction

from openupr.files.refusal import RefusedFile

from ..importing.demo import DEMO_FILE
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


def _stands() -> bool:
    if SourceRecord.objects.exclude(source="demo").exists():
        raise RecordIsReal
    records = SourceRecord.objects.filter(source="demo")
    fingerprints = ImportedFile.objects.filter(records__in=records).values_list("sha256", flat=True).distinct()
    return list(fingerprints) == [hashlib.sha256(DEMO_FILE.read_bytes()).hexdigest()]


def _replace() -> FileReport:
    remove_demo()
    report = import_file(source="demo", path=DEMO_FILE, name="OpenUPR's demo record")
    if report.reason or report.refused:  # inside the transaction: the record stays as it was
        raise RefusedFile(report.reason or f"Row {report.refused[0]['row']}: {report.refused[0]['reason']}")
    return report
