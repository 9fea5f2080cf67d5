"""Files chosen on the page are queued, and one after another imported by the worker."""

import errno
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openupr.files.opening_once import opening_once
from openupr.files.own_process import waiting_for_a_place

from ..importing.recognising import is_addendum
from ..models import ImportBatch, ImportJob, KeptDocument
from ..queries.incoming import progress_file
from .build_index import refresh_index
from .import_address import SOURCE as DATABASE
from .import_address import import_address, import_state, name_of_fetch
from .import_file import FileReport, import_file
from .incoming import fetch_file, forget_file, new_place, share_file, sweep, tell_progress

# A file over which two workers died is not begun a third time: it exhausts the memory, say.
MOST_BEGINNINGS = 2
_PASSED_OVER = 200
_LONGEST_WAIT = 600.0

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
    """Queue fetching all that UPR Info's database holds of a State, as `choose_files` does for files."""
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

    May be begun again at any point after a worker has died over it. A fault refuses the file, then is raised.
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
            with waiting_for_a_place(seconds=_LONGEST_WAIT):
                import_file(source=job.source, path=path, name=job.name, progress=reading, settle=settle)
    except Exception as fault:
        _refuse(job, _in_words(fault))
        raise
    finally:
        _forget_file(job)


def _let_reports_go_first(job: ImportJob) -> None:
    """An addendum changes places with the next file of its choice that is none: its report may be among them."""
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
    told = _("The import stopped over a fault of this program (%(fault)s). Nothing of the file was kept.")
    return told % {"fault": type(fault).__name__}


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
