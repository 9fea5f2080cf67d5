"""The demo record: loaded in a home that holds nothing real, and what pages and files say of it."""

import hashlib
from dataclasses import replace
from pathlib import Path

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from openupr.documents import word
from openupr.files.refusal import RefusedFile

from .edition import remove_demo, turn_to_import
from .file_import import FileReport, import_file
from .importing.demo import DEMO_FILE, REVIEW_FILE
from .index_building import refresh_index
from .models import Ask, ImportedFile, SourceRecord
from .the_index import RecordNotReady, loaded_sources


def demo_rows() -> int:
    """How many recommendations of the demo record are here; 0 where the record is real or empty."""
    return SourceRecord.objects.filter(source="demo", ask__kind=Ask.Kind.RECOMMENDATION).count()


def demo_note() -> str:
    """What every file with recommendations of States says while they are invented; "" where the
    record is real.
    """
    if not is_demo():
        return ""
    return _("For practice only: made from a demo record in invented words, not from the UN's record. Do not quote it.")


def is_demo() -> bool:
    """Whether all of the record is invented.

    The index answers, without a query; the database only without an index.
    """
    try:
        return loaded_sources() == ["demo"]
    except RecordNotReady:
        return demo_rows() > 0


def demo_paragraphs() -> tuple[word.Paragraph, ...]:
    """The note as a paragraph, in the active language; none where the record is real."""
    note = demo_note()
    # No Khmer font has bold letters.
    is_khmer = translation.get_language() == "km"
    run = word.Run(note, bold=not is_khmer, language="km" if is_khmer else "en")
    return (word.Paragraph((run,)),) if note else ()


def marked_as_demo(document: word.Document) -> word.Document:
    """The document with the note as its first words."""
    return replace(document, blocks=(*demo_paragraphs(), *document.blocks))


class RecordIsReal(Exception):
    """The record holds imported rows; a demo among them would spoil every count."""

    def __init__(self) -> None:
        super().__init__("The record holds imported data, so the demo record was not loaded; nothing was changed.")


def load_demo() -> FileReport | None:
    """Load the demo record and build the index; None where this version of the demo is loaded
    already.

    An earlier version is replaced. Raises RecordIsReal where anything else has been imported.
    """
    with turn_to_import(), transaction.atomic():
        report = None if _stands() else _replace()
    refresh_index()
    return report


def load_demo_review() -> FileReport:
    """Add the invented review of a coalition's stage after it, and build the index.

    Raises RecordIsReal.
    """
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
