"""One file, or what an address holds, enters the record whole or not at all."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openupr.files.opening_once import opening_once, rows_of_table
from openupr.files.own_process import ManyFiles, waiting_for_a_place
from openupr.files.refusal import RefusedFile
from openupr.index.locks import hold_lock
from openupr.upr.places import upr_info_home
from openupr.upr.states import by_iso3

from .edition import a_new_edition, remove_demo, turn_to_import
from .file_rows import RowsOfOneFile, Warnings, prefer_sources
from .importing import ADDENDUM, ReadRow, RefusedRow, Row, fetch, read, uhri, working_group_report
from .importing.recognising import recognise_source
from .importing.rows import OfReview
from .incoming_files import fetched_file, new_place
from .models import ImportedFile, KeptDocument, ReviewInFile, SourceRecord, UhriName
from .rules import OF_LIST, OF_REPORT
from .un_documents import (
    REVIEWED,
    addenda_whose_report_came,
    answer_lists,
    document_entered,
    keep_document,
    read_reviewed,
    recorded_as,
    word_as_reports,
)

_KEPT_REFUSALS, _KEPT_REASONS = 1000, 50
_LONGEST_WAIT = 600.0
_TELL_EVERY = 200
_LONGEST_ID = 64

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class FileReport:
    """What became of a file: read = added + updated + already_there + refused; skipped rows are
    another body's.
    """

    file: str
    read: int = 0
    added: int = 0
    updated: int = 0
    already_there: int = 0
    skipped: int = 0
    # Of skipped rows: how many for which reason, as the name of another body.
    skipped_as: Counter[str] = field(default_factory=Counter)
    # What entered and should be looked at: [{message, count, rows}]; `rows` are the first ones.
    warnings: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    # Why the whole file was refused; "" for a file that entered.
    reason: str = ""
    removed_demo: bool = False
    # The row of ImportedFile that keeps this.
    imported: int | None = None
    # As given, or as recognised; "" where the file was refused before.
    source: str = ""


def import_file(
    *,
    source: str,
    path: Path,
    name: str = "",
    url: str | None = None,
    progress: Progress = lambda rows, total: None,
    settle: Callable[[FileReport], None] = lambda report: None,
    clock: Callable[[], datetime] = timezone.now,
) -> FileReport:
    """Read one file of a source into the record; a refused file changes nothing and is reported.

    `source`: "" to recognise it. `url`: where it was fetched from. `progress` gets how many rows
    are read, and of how many (0: not known). `settle` runs in the transaction of the report: both
    are stored, or neither. Raises ManyFiles where too many files are being read: nothing was tried.
    """
    report, started, sha256 = FileReport(file=name or path.name, source=source), clock(), ""
    with turn_to_import(), opening_once():
        try:
            sha256 = _fingerprint(path)
            report.source = source or recognise_source(path, report.file)
            about = {"name": report.file[:255], "sha256": sha256, "source": report.source, "started": started}
            entering = RowsOfOneFile(source=recorded_as(report.source), name=report.file[:255])
            try:
                rows = _rows(report.source, path, url, name=report.file, now=started)
                reviews = _take(rows, entering, report=report, progress=progress)
                with transaction.atomic():
                    file = ImportedFile.objects.create(**about, finished=started, outcome=ImportedFile.Outcome.ENTERED)
                    _enter(entering, reviews, file=file, report=report)
                    _sign(file, report, clock())
                    document_entered(sha256, now=started)
                    settle(report)
            finally:
                entering.staging.drop()
        except ManyFiles:
            raise
        except RefusedFile as refusal:
            return keep_refusal(
                name=report.file,
                source=report.source,
                sha256=sha256,
                reason=str(refusal),
                started=started,
                settle=settle,
                clock=clock,
            )
    report.warnings += _apply_waiting_addenda(report.source, clock)
    return report


def _apply_waiting_addenda(source: str, clock: Callable[[], datetime]) -> list[dict[str, Any]]:
    """The addenda that came before their report enter after it; says which."""
    messages: list[dict[str, Any]] = []
    if source != working_group_report.SOURCE:
        return messages
    for kept in addenda_whose_report_came(now=clock()):
        try:
            with waiting_for_a_place(seconds=_LONGEST_WAIT):
                entered = import_kept_document(kept, source=ADDENDUM, clock=clock)
        except ManyFiles as busy:
            entered = FileReport(file=kept.name, reason=str(busy))
        message = _("The addendum %(name)s was waiting for this report. It is in the record now.")
        if entered.reason:
            message = _("The addendum %(name)s was waiting for this report. It did not enter: %(reason)s")
        place = {"name": kept.name, "reason": entered.reason}
        messages.append({"message": message % place, "count": entered.updated, "rows": []})
    return messages


def import_kept_document(
    document: KeptDocument, *, source: str, clock: Callable[[], datetime] = timezone.now
) -> FileReport:
    """Read a document that is kept, with what people corrected in it, into the record."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "document"
        path.write_bytes(document.content)
        return import_file(source=source, path=path, name=document.name, clock=clock)


def import_list(*, data: bytes, name: str, iso3: str, now: datetime) -> FileReport:
    """Read a thematic list that another app has into the record; its file is kept, also where it is
    refused.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    keep_document(data, sha256, name=name, now=now, iso3=iso3, kind=KeptDocument.LIST)
    kept = KeptDocument.objects.get(sha256=sha256)
    return import_kept_document(kept, source=KeptDocument.LIST, clock=lambda: now)


def _rows(source: str, path: Path, url: str | None, *, name: str, now: datetime) -> Iterable[Row]:
    if source in REVIEWED:
        return read_reviewed(source, path, name=name, now=now)
    if source == "uhri":
        return _rows_of_uhri(path)
    return read(source, path, url=url)


def _rows_of_uhri(path: Path) -> Iterator[Row]:
    """UHRI's rows; the names of ids that a file gives are kept for the files that come after it."""
    new_names: dict[str, str] = {}
    yield from uhri.read(path, known=dict(UhriName.objects.values_list("identifier", "text")), new_names=new_names)
    named = [
        UhriName(identifier=identifier, text=text)
        for identifier, text in new_names.items()
        if len(identifier) <= _LONGEST_ID
    ]
    UhriName.objects.bulk_create(
        named, update_conflicts=True, unique_fields=["identifier"], update_fields=["text"], batch_size=400
    )


def keep_refusal(
    *,
    name: str,
    source: str,
    reason: str,
    sha256: str = "",
    started: datetime | None = None,
    settle: Callable[[FileReport], None] = lambda report: None,
    clock: Callable[[], datetime] = timezone.now,
) -> FileReport:
    """Keep in the history that a file was refused, and why; nothing else changes."""
    report = FileReport(file=name, source=source, reason=reason)
    now = clock()
    with transaction.atomic():
        file = ImportedFile.objects.create(
            name=name[:255],
            sha256=sha256,
            source=source,
            outcome=ImportedFile.Outcome.REFUSED,
            reason=reason,
            started=started or now,
            finished=now,
        )
        report.imported = file.pk
        settle(report)
    return report


def _take(
    rows: Iterable[Row], entering: RowsOfOneFile, *, report: FileReport, progress: Progress
) -> list[ReviewInFile]:
    """Read every row; nothing is written into the record yet."""
    reviews: dict[OfReview, ReviewInFile] = {}
    for row in rows:
        if isinstance(row, ReadRow):
            report.read += 1
            _count(reviews, OfReview(row.iso3, row.session, row.cycle), new=entering.take(row))
        elif isinstance(row, RefusedRow):
            report.read += 1
            _count(reviews, row.review)
            report.refused.append({"row": row.row, "value": row.value, "reason": row.reason})
        else:
            report.skipped += 1
            report.skipped_as[row.why] += 1
        if (report.read + report.skipped) % _TELL_EVERY == 1:
            progress(report.read + report.skipped, rows_of_table())
    progress(report.read + report.skipped, rows_of_table())
    entering.last()
    return list(reviews.values())


def _count(reviews: dict[OfReview, ReviewInFile], review: OfReview, *, new: bool | None = None) -> None:
    """One more row of a review in this file: a new one, one that was in the record before, or
    (None) a refused one.
    """
    counted = reviews.get(review) or reviews.setdefault(review, ReviewInFile(**review._asdict()))
    counted.entered += new is not None
    counted.again += new is False
    counted.refused += new is None


def _enter(entering: RowsOfOneFile, reviews: Sequence[ReviewInFile], *, file: ImportedFile, report: FileReport) -> None:
    """Write what was read, in one short transaction."""
    entering.enter(file)
    for review in reviews:
        review.file = file
    ReviewInFile.objects.bulk_create(reviews, batch_size=500)
    report.warnings = _messages(entering.warnings)
    report.added, report.updated, report.already_there = (
        entering.added,
        entering.updated,
        entering.already_there,
    )
    if report.updated:
        report.warnings += _seen_before(file, report)
    in_lists = answer_lists(entering.touched_reviews, file=file) if file.source == ADDENDUM else 0
    of_reviews = SourceRecord.objects.filter(ask__review__in=entering.touched_reviews)
    reworded = word_as_reports(of_reviews) if file.source in (OF_LIST, OF_REPORT) else 0
    if report.added or report.updated or in_lists or reworded:
        report.removed_demo = bool(report.added) and file.source != "demo" and remove_demo()
        prefer_sources(reviews=entering.touched_reviews)
        a_new_edition(demo=file.source == "demo")


def _seen_before(file: ImportedFile, report: FileReport) -> list[dict[str, Any]]:
    """Said where this very file entered before and now changes rows: what a later file said of them
    is undone.
    """
    entered = ImportedFile.objects.filter(sha256=file.sha256, outcome=ImportedFile.Outcome.ENTERED)
    before = entered.exclude(pk=file.pk).order_by("-started").first()
    if before is None:
        return []
    sentence = _(
        "This file was imported before, on %(day)s. Rows that a later file had changed are as this one has them again; "
        "import the later file once more to have its values."
    ) % {"day": before.started.date().isoformat()}
    return [{"message": sentence, "count": report.updated, "rows": []}]


def _messages(warnings: Warnings) -> list[dict[str, Any]]:
    messages = warnings.messages()
    if warnings.left_out:
        message = _("Further warnings of other kinds were left out.")
        messages.append({"message": message, "count": warnings.left_out, "rows": []})
    return messages


def _sign(file: ImportedFile, report: FileReport, finished: datetime) -> None:
    file.finished = finished
    file.read, file.added, file.updated = report.read, report.added, report.updated
    file.already_there, file.skipped, file.refused = report.already_there, report.skipped, len(report.refused)
    file.refusals = report.refused[:_KEPT_REFUSALS]
    file.warnings, file.skipped_as = report.warnings, dict(report.skipped_as.most_common(_KEPT_REASONS))
    file.save()
    report.imported = file.pk


def _fingerprint(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise RefusedFile(f"The file cannot be opened ({error.strerror or error}).") from None


SOURCE = "upr-info-api"


def import_address(
    *,
    url: str,
    fetching: Progress = lambda rows, total: None,
    progress: Progress = lambda rows, total: None,
    settle: Callable[[FileReport], None] = lambda report: None,
) -> FileReport:
    """As `import_file`, for what this address answers; `fetching` gets the rows fetched and the
    rows announced.
    """
    place = new_place()
    try:
        fetch.save_pages(url, place, pause=fetch.PAUSE, progress=fetching)
        return import_file(source=SOURCE, path=place, name=url, url=url, progress=progress, settle=settle)
    except RefusedFile as refusal:
        return keep_refusal(name=url, source=SOURCE, reason=str(refusal), settle=settle)
    finally:
        for path in (place, place.with_name(f"{place.name}.part")):
            path.unlink(missing_ok=True)


def import_state(
    *,
    iso3: str,
    fetching: Progress = lambda rows, total: None,
    progress: Progress = lambda rows, total: None,
    settle: Callable[[FileReport], None] = lambda report: None,
) -> FileReport:
    """As `import_address`, for all that UPR Info's database holds of a State.

    The fetched file stays for a day, to be taken to a computer without internet. Pages of a fetch
    that was cut off stay as long: the next one goes on from there.
    """
    home = settings.OPENUPR_UPR_INFO_DATABASE or upr_info_home()
    name, place = name_of_fetch(iso3), fetched_file(iso3)
    try:
        with hold_lock(Path(settings.OPENUPR_HOME) / "fetch.lock"):
            url = fetch.search_of_state(iso3, home=home, pause=fetch.PAUSE)
            fetch.save_pages(url, place, iso3=iso3, pause=fetch.PAUSE, progress=fetching)
    except RefusedFile as refusal:
        return keep_refusal(name=name, source=SOURCE, reason=str(refusal), settle=settle)
    return import_file(source=SOURCE, path=place, name=name, url=home, progress=progress, settle=settle)


def name_of_fetch(iso3: str) -> str:
    """What the history calls it."""
    return _("%(state)s, from UPR Info's database") % {"state": by_iso3(iso3).name}
