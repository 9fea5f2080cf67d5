"""Files chosen on the page: queued, imported one after another, and what became of them."""

import errno
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path, PurePath

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from openupr.files.opening_once import opening_once
from openupr.files.own_process import waiting_for_a_place
from openupr.index.locks import WORKER_LOCK, is_held
from openupr.reviews.models import Review

from .file_import import SOURCE as DATABASE
from .file_import import FileReport, import_address, import_file, import_state, name_of_fetch
from .importing.recognising import is_addendum
from .incoming_files import (
    Progress,
    fetch_file,
    forget_file,
    new_place,
    progress_file,
    progress_of,
    share_file,
    sweep,
    tell_progress,
)
from .index_building import refresh_index
from .models import Ask, ImportBatch, ImportedFile, ImportJob, KeptDocument, RecordChange, ReviewInFile, SourceRecord

# Bytes a row takes, as measured on real files: for the length of a bar, never for a number that is
# told.
_BYTES_A_ROW = {".xls": 450, ".xlsx": 100, ".csv": 245, ".json": 1500}
_USUAL_BYTES_A_ROW = 300
# Not full before it is done.
_MOST_WHILE_READING = 0.95
# So many reviews at most are named whose rows were all in the record already.
_MOST_AGAIN = 20
# A worker looks for new work three times a second.
_LONGEST_WAIT_FOR_WORK = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class BatchReport:
    """One choice of files as it is now. `done` of `total` in bytes, roughly; `is_stuck`: no worker
    is busy with it.
    """

    batch: ImportBatch
    jobs: Sequence[ImportJob]
    progress: Progress
    done: int
    total: int
    is_stuck: bool

    @property
    def is_over(self) -> bool:
        return all(job.is_over for job in self.jobs)

    @property
    def through(self) -> int:
        """How many files are read or refused."""
        return sum(job.state in {ImportJob.State.DONE, ImportJob.State.REFUSED} for job in self.jobs)

    @property
    def running(self) -> ImportJob | None:
        return next((job for job in self.jobs if job.state == ImportJob.State.RUNNING), None)

    @property
    def awaits_index(self) -> bool:
        """Everything has entered; it is being made searchable."""
        return self.through == len(self.jobs) and not self.is_over

    @property
    def was_interrupted(self) -> bool:
        return any(job.begun > 1 for job in self.jobs)

    @property
    def removed_demo(self) -> bool:
        return any(job.removed_demo for job in self.jobs)


def batch_report(token: str, *, now: datetime) -> BatchReport | None:
    """The report of one choice; None where there is none of this token."""
    batch = ImportBatch.objects.filter(token=token).first()
    if batch is None:
        return None
    jobs = list(batch.jobs.select_related("imported"))
    at_work = [job for job in jobs if not job.is_over and job.begun]
    # The last one through is the one that makes all of them searchable.
    progress = progress_of(at_work[-1].pk) if at_work else Progress()
    return BatchReport(
        batch=batch,
        jobs=jobs,
        progress=progress,
        done=sum(_bytes_done(job, progress) for job in jobs),
        total=sum(_weight(job) for job in jobs),
        is_stuck=_is_stuck(batch, jobs, now),
    )


def unfinished_batches() -> list[ImportBatch]:
    """Choices with a file that is not read yet, newest first."""
    under_way = ImportJob.objects.filter(state__in=[ImportJob.State.WAITING, ImportJob.State.RUNNING])
    return list(ImportBatch.objects.filter(jobs__in=under_way).distinct())


def imported_files(*, offset: int, limit: int, iso3: str = "") -> tuple[list[ImportedFile], int]:
    """Every file given to the import, newest first, and how many there are; the demo is not among
    them. With a State, the files that held rows of it, and its documents that wait.
    """
    files = ImportedFile.objects.exclude(source="demo").defer("refusals")
    if iso3:
        of_state = Q(pk__in=ReviewInFile.objects.filter(iso3=iso3).values("file"))
        waiting = KeptDocument.objects.filter(iso3=iso3).values("sha256")
        files = files.filter(of_state | Q(sha256__in=waiting))
    return list(files[offset : offset + limit]), files.count()


def imported_file(number: int) -> ImportedFile | None:
    """One file that was given to the import."""
    return ImportedFile.objects.exclude(source="demo").filter(pk=number).first()


def brought_by(files: Sequence[ImportedFile]) -> dict[int, tuple[list[int], list[str]]]:
    """For each imported file, the sessions and kinds of the rows that it added or changed, or that
    the same bytes brought before; empty for a file whose rows were all in the record already.
    """
    same = {file.pk: _same_bytes(file) for file in files}
    every = {pk for pks in same.values() for pk in pks}
    brought: dict[int, tuple[set[int], set[str]]] = {}
    where = ("ask__review__session", "ask__kind")
    added = SourceRecord.objects.filter(file__in=every).order_by().values_list("file", *where)
    changed = RecordChange.objects.filter(file__in=every).order_by()
    changed_where = changed.values_list("file", *(f"record__{name}" for name in where))
    for pk, session, kind in [*added.distinct(), *changed_where.distinct()]:
        sessions, kinds = brought.setdefault(pk, (set(), set()))
        kinds.add(kind)
        if session is not None:
            sessions.add(session)
    return {pk: _together([brought[other] for other in pks if other in brought]) for pk, pks in same.items()}


def reviews_brought_by(files: Sequence[int]) -> list[Review]:
    """The reviews that these imported files held recommendations of, in their order."""
    records = SourceRecord.objects.filter(ask__kind=Ask.Kind.RECOMMENDATION)
    added = records.filter(file__in=files).values("ask__review")
    changed = records.filter(changes__file__in=files).values("ask__review")
    again = ReviewInFile.objects.filter(file__in=files, again__gt=0)
    condition = Q(pk__in=added) | Q(pk__in=changed)
    for iso3, session in again.exclude(session=None).values_list("iso3", "session")[:_MOST_AGAIN]:
        condition |= Q(iso3=iso3, session=session)
    return list(Review.objects.filter(condition, session__isnull=False))


def _same_bytes(file: ImportedFile) -> list[int]:
    return list(ImportedFile.objects.filter(sha256=file.sha256, source=file.source).values_list("pk", flat=True))


def _together(brought: Sequence[tuple[set[int], set[str]]]) -> tuple[list[int], list[str]]:
    return sorted(set().union(*(sessions for sessions, _ in brought))), sorted(set().union(*(k for _, k in brought)))


def _weight(job: ImportJob) -> int:
    return max(job.size, 1)


def _bytes_done(job: ImportJob, progress: Progress) -> int:
    if job.state in {ImportJob.State.DONE, ImportJob.State.REFUSED}:
        return _weight(job)
    if job.state != ImportJob.State.RUNNING or progress.phase != "reading":
        return 0
    if progress.total:
        return int(min(progress.rows / progress.total, _MOST_WHILE_READING) * _weight(job))
    of_a_row = _BYTES_A_ROW.get(PurePath(job.name).suffix.lower(), _USUAL_BYTES_A_ROW)
    return int(min(progress.rows * of_a_row, _MOST_WHILE_READING * _weight(job)))


def _is_stuck(batch: ImportBatch, jobs: Sequence[ImportJob], now: datetime) -> bool:
    nothing_begun = all(job.state == ImportJob.State.WAITING for job in jobs)
    somebody_works = ImportJob.objects.filter(state=ImportJob.State.RUNNING).exists()
    has_waited = nothing_begun and not somebody_works and now - batch.chosen > _LONGEST_WAIT_FOR_WORK
    # A busy computer is slow to begin. On PostgreSQL the worker of another server may be at work;
    # its lock is there.
    return has_waited and not is_held(Path(settings.OPENUPR_HOME) / WORKER_LOCK)


# A file over which two workers died is not begun a third time: it exhausts the memory, say.
MOST_BEGINNINGS = 2
_PASSED_OVER = 200
_LONGEST_WAIT_FOR_A_PLACE = 600.0

Queue = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file in the folder of incoming files, under the name `kept_as`."""

    name: str
    kept_as: str
    size: int


def choose_files(
    *,
    token: str,
    files: Sequence[Arrived],
    source: str,
    queue: Queue,
    passed_over: Sequence[str] = (),
    clock: Callable[[], datetime] = timezone.now,
) -> bool:
    """Queue files for import; `source` "" has each recognised. `queue` is given each job's number.

    The same token again is the same choice sent twice: nothing is queued, False is returned.
    """
    jobs = [
        ImportJob(place=place, name=file.name[:255], kept_as=file.kept_as, size=file.size, source=source)
        for place, file in enumerate(files, start=1)
    ]
    return _queue(token, jobs, passed_over, queue, clock())


def choose_address(*, token: str, url: str, queue: Queue, clock: Callable[[], datetime] = timezone.now) -> bool:
    """Queue fetching a search of UPR Info's database, as `choose_files` does for files."""
    job = ImportJob(place=1, name=url[:255], url=url, source=DATABASE)
    return _queue(token, [job], [], queue, clock())


def choose_state(*, token: str, iso3: str, queue: Queue, clock: Callable[[], datetime] = timezone.now) -> bool:
    """Queue fetching all that UPR Info's database holds of a State, as `choose_files` does for
    files.
    """
    job = ImportJob(place=1, name=name_of_fetch(iso3), iso3=iso3, source=DATABASE)
    return _queue(token, [job], [], queue, clock())


def choose_document(
    *, token: str, document: KeptDocument, source: str, queue: Queue, clock: Callable[[], datetime] = timezone.now
) -> bool:
    """Queue a document whose problems are settled, as `choose_files` does for files."""
    place = new_place()
    place.write_bytes(document.content)
    file = Arrived(name=document.name, kept_as=place.name, size=len(document.content))
    return choose_files(token=token, files=[file], source=source, queue=queue, clock=clock)


def _queue(token: str, jobs: Sequence[ImportJob], passed_over: Sequence[str], queue: Queue, now: datetime) -> bool:
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.create(
                token=token, chosen=now, passed_over=[name[:255] for name in passed_over[:_PASSED_OVER]]
            )
            for job in jobs:
                job.batch = batch
                job.save()
                if job.kept_as:
                    share_file(job.kept_as)
                queue(job.pk)
    except IntegrityError:
        if ImportBatch.objects.filter(token=token).exists():
            return False
        raise
    return True


def work_on(*, job: int) -> None:
    """Import one file and, after the last that waits, make what was imported searchable.

    May be begun again at any point after a worker has died over it. A fault refuses the file, then
    is raised.
    """
    taken = _begin(job)
    try:
        if taken and taken.state == ImportJob.State.RUNNING:
            with opening_once():
                _import(taken)
    finally:
        _make_searchable(job)
        progress_file(job).unlink(missing_ok=True)
        sweep()


def _begin(number: int) -> ImportJob | None:
    with transaction.atomic():
        job = ImportJob.objects.select_for_update().filter(pk=number).first()
        if job is None or job.is_over:
            return None
        job.begun += 1
        if job.state == ImportJob.State.WAITING:
            job.state = ImportJob.State.RUNNING
        job.save()
    if job.begun <= MOST_BEGINNINGS:
        return job
    if job.state == ImportJob.State.RUNNING:
        _refuse(job, _broke_off(job))
        _forget_file(job)
    else:
        ImportJob.objects.filter(pk=number).update(searchable=False)
    return None


def _import(job: ImportJob) -> None:
    tell_progress(job.pk, "opening", 0)
    reading, settle = partial(tell_progress, job.pk, "reading"), partial(_settle, job)
    fetching = partial(tell_progress, job.pk, "fetching")
    try:
        if job.iso3:
            import_state(iso3=job.iso3, fetching=fetching, progress=reading, settle=settle)
        elif job.url:
            import_address(url=job.url, fetching=fetching, progress=reading, settle=settle)
        else:
            _let_reports_go_first(job)
            path = fetch_file(job.kept_as)
            with waiting_for_a_place(seconds=_LONGEST_WAIT_FOR_A_PLACE):
                import_file(source=job.source, path=path, name=job.name, progress=reading, settle=settle)
    except Exception as fault:
        _refuse(job, _in_words(fault))
        raise
    finally:
        _forget_file(job)


def _let_reports_go_first(job: ImportJob) -> None:
    """An addendum changes places with the next file of its choice that is none: its report may be
    among them.
    """
    if not job.batch.jobs.filter(state=ImportJob.State.WAITING).exists():
        return
    if not is_addendum(fetch_file(job.kept_as)):
        return
    with transaction.atomic():
        for other in job.batch.jobs.filter(state=ImportJob.State.WAITING, url="", iso3=""):
            if not is_addendum(fetch_file(other.kept_as)):
                for name in ("name", "kept_as", "size", "source"):
                    mine, theirs = getattr(job, name), getattr(other, name)
                    setattr(job, name, theirs)
                    setattr(other, name, mine)
                job.save()
                other.save()
                return


def _broke_off(job: ImportJob) -> str:
    if job.iso3:
        return _("Fetching broke off twice. Fetch again: it goes on from where it stopped.")
    return _("The import broke off twice over this file, so it was given up. Nothing of it was kept.")


def _settle(job: ImportJob, report: FileReport) -> None:
    job.recognised = bool(report.source and not job.source)
    job.source = report.source or job.source
    job.imported_id = report.imported
    job.removed_demo = report.removed_demo
    job.state = ImportJob.State.REFUSED if report.reason else ImportJob.State.DONE
    job.save()


def _refuse(job: ImportJob, reason: str) -> None:
    job.state, job.reason = ImportJob.State.REFUSED, reason
    job.save()


def _forget_file(job: ImportJob) -> None:
    if job.kept_as:
        forget_file(job.kept_as)


def _in_words(fault: Exception) -> str:
    full = isinstance(fault, OSError) and fault.errno in (errno.ENOSPC, errno.EDQUOT)
    if full or (isinstance(fault, DatabaseError) and ("full" in str(fault) or "No space" in str(fault))):
        return _("The disk is full, so nothing of this file was kept. Make room, then choose it again.")
    sentence = _("The import stopped over a fault of this program (%(fault)s). Nothing of the file was kept.")
    return sentence % {"fault": type(fault).__name__}


def _make_searchable(job: int) -> None:
    entered = ImportJob.objects.filter(state=ImportJob.State.DONE, searchable=None)
    # The next in the queue will do it for this one too.
    if ImportJob.objects.filter(pk__gt=job, state=ImportJob.State.WAITING).exists() or not entered.exists():
        return
    tell_progress(job, "indexing", 0)
    try:
        refresh_index(progress=partial(tell_progress, job, "indexing"))
    except Exception:
        entered.update(searchable=False)
        raise
    entered.update(searchable=True)
