"""What became of the files somebody chose, and what was imported before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePath

from django.conf import settings
from django.db.models import Q

from openupr.index.locks import WORKER_LOCK, is_held
from openupr.reviews.models import Review

from ..models import Ask, ImportBatch, ImportedFile, ImportJob, KeptDocument, RecordChange, ReviewInFile, SourceRecord
from .incoming import Progress, progress_of

# Bytes a row takes, as measured on real files: for the length of a bar, never for a number that is told.
_BYTES_A_ROW = {".xls": 450, ".xlsx": 100, ".csv": 245, ".json": 1500}
_USUAL_BYTES_A_ROW = 300
# Not full before it is done.
_MOST_WHILE_READING = 0.95
# Reviews of which all was there already, of those that are named.
_MOST_AGAIN = 20
# A worker looks for new work three times a second.
_LONGEST_WAIT = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class BatchReport:
    """One choice of files as it stands now. `done` of `total` in bytes, roughly; `is_stuck`: nobody works on it."""

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
    """Choices of which some file is still on its way, newest first."""
    under_way = ImportJob.objects.filter(state__in=[ImportJob.State.WAITING, ImportJob.State.RUNNING])
    return list(ImportBatch.objects.filter(jobs__in=under_way).distinct())


def imported_files(*, offset: int, limit: int, iso3: str = "") -> tuple[list[ImportedFile], int]:
    """Every file given to the import, newest first, and how many there are; the demo is not among them. With a State,
    the files that held rows of it, and its documents that wait.
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
    """For each imported file, of which sessions and of which kinds the rows are that it added or changed, or that the
    same bytes brought before; a file of which all was there already has none.
    """
    same = {file.pk: _same_bytes(file) for file in files}
    every = {pk for pks in same.values() for pk in pks}
    found: dict[int, tuple[set[int], set[str]]] = {}
    where = ("ask__review__session", "ask__kind")
    added = SourceRecord.objects.filter(file__in=every).order_by().values_list("file", *where)
    changed = RecordChange.objects.filter(file__in=every).order_by()
    changed_where = changed.values_list("file", *(f"record__{name}" for name in where))
    for pk, session, kind in [*added.distinct(), *changed_where.distinct()]:
        sessions, kinds = found.setdefault(pk, (set(), set()))
        kinds.add(kind)
        if session is not None:
            sessions.add(session)
    return {pk: _together([found[each] for each in pks if each in found]) for pk, pks in same.items()}


def reviews_brought_by(files: Sequence[int]) -> list[Review]:
    """The reviews of which these imported files held recommendations; in their order."""
    records = SourceRecord.objects.filter(ask__kind=Ask.Kind.RECOMMENDATION)
    added = records.filter(file__in=files).values("ask__review")
    changed = records.filter(changes__file__in=files).values("ask__review")
    again = ReviewInFile.objects.filter(file__in=files, again__gt=0)
    found = Q(pk__in=added) | Q(pk__in=changed)
    for iso3, session in again.exclude(session=None).values_list("iso3", "session")[:_MOST_AGAIN]:
        found |= Q(iso3=iso3, session=session)
    return list(Review.objects.filter(found, session__isnull=False))


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
    has_waited = nothing_begun and not somebody_works and now - batch.chosen > _LONGEST_WAIT
    # A busy computer is slow to begin. On PostgreSQL the worker of another server may be at work; its lock is there.
    return has_waited and not is_held(Path(settings.OPENUPR_HOME) / WORKER_LOCK)
