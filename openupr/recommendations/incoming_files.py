"""Files that arrive: a place for each, how far it came; and OHCHR's lists that are kept."""

import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import orjson
from django.conf import settings
from django.db import transaction

from openupr.files.limits import MAX_JSON_BYTES
from openupr.web.database_locks import is_shared

from .models import ImportedFile, ImportJob, IncomingPart, KeptDocument, ReviewInFile

Phase = Literal["", "fetching", "opening", "reading", "indexing"]


@dataclass(frozen=True, slots=True)
class Progress:
    """What the worker does with a file at this moment, at which row it is, and of how many (0: not
    known).
    """

    phase: Phase = ""
    rows: int = 0
    total: int = 0


def incoming_folder() -> Path:
    """The private folder under OPENUPR_HOME for files that have arrived; made when missing."""
    folder = Path(settings.OPENUPR_HOME) / "incoming"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def fetched_file(iso3: str) -> Path:
    """Where the rows of a State lie that were fetched from UPR Info's database."""
    return incoming_folder() / f"upr-info-{iso3}.jsonl"


def progress_file(job: int) -> Path:
    """Beside the files, not in the database: while a file enters, others cannot write to SQLite,
    nor read what is not yet committed.
    """
    return incoming_folder() / f"job-{job}.progress"


def progress_of(job: int) -> Progress:
    """The last that was heard of this job."""
    try:
        progress = orjson.loads(progress_file(job).read_bytes())
        return Progress(phase=progress["phase"], rows=int(progress["rows"]), total=int(progress["total"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Progress()


# Of one choice, all files together: the largest honest file is UHRI's, of some 400 MB.
MOST_BYTES = MAX_JSON_BYTES
# Left free for the database, which is to take in what arrives.
ROOM_TO_LEAVE = 200_000_000
# A file that is not claimed by then was cut off on its way.
SECONDS_UNCLAIMED = 24 * 60 * 60
_PART = 1_000_000


def new_place() -> Path:
    """A path for a file that arrives; its name says nothing."""
    return incoming_folder() / secrets.token_hex(16)


def has_room(size: int) -> bool:
    """Whether the disk takes a file of this many bytes twice: as it arrives, and as rows."""
    return shutil.disk_usage(incoming_folder()).free >= 2 * size + ROOM_TO_LEAVE


def share_file(kept_as: str) -> None:
    """Where servers share the database, a file that arrived here goes into it: any of them may take
    the job.

    Within the transaction that queues the job; the file itself goes when that is over.
    """
    if not is_shared():
        return
    path = incoming_folder() / kept_as
    with path.open("rb") as file:
        parts = iter(lambda: file.read(_PART), b"")
        for place, content in enumerate(parts):
            IncomingPart.objects.create(kept_as=kept_as, place=place, content=content)
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def fetch_file(kept_as: str) -> Path:
    """A file that has arrived; one that lies in the database is written into this home first."""
    path = incoming_folder() / kept_as
    if is_shared() and not path.exists():
        parts = IncomingPart.objects.filter(kept_as=kept_as).values_list("content", flat=True)
        if parts.exists():
            fresh = path.with_suffix(".new")
            with fresh.open("wb") as file:
                for content in parts.iterator(chunk_size=1):
                    file.write(content)
            fresh.replace(path)
    return path


def forget_file(kept_as: str) -> None:
    """A file that was imported or refused goes, from this home and from the database."""
    with suppress(OSError):
        (incoming_folder() / kept_as).unlink(missing_ok=True)
    IncomingPart.objects.filter(kept_as=kept_as).delete()


def tell_progress(job: int, phase: Phase, rows: int, total: int = 0) -> None:
    """Say how far a job is. A full disk must not stop the work for that."""
    path = progress_file(job)
    fresh = path.with_suffix(".new")
    try:
        fresh.write_bytes(orjson.dumps({"phase": phase, "rows": rows, "total": total}))
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)


def sweep() -> None:
    """Remove what an upload or a worker that was cut off has left behind."""
    waiting = ImportJob.objects.filter(state__in=[ImportJob.State.WAITING, ImportJob.State.RUNNING])
    claimed = set(waiting.values_list("kept_as", flat=True))
    # In one statement: what is chosen meanwhile comes with its job.
    IncomingPart.objects.exclude(kept_as__in=waiting.values("kept_as")).delete()
    # The disk's own clock, which may not be ours: when a file last came or went.
    now = incoming_folder().stat().st_mtime
    for path in incoming_folder().iterdir():
        try:
            if path.name not in claimed and now - path.stat().st_mtime > SECONDS_UNCLAIMED:
                path.unlink(missing_ok=True)
        except OSError:
            continue


@dataclass(frozen=True, slots=True)
class ListInRecord:
    """A list of a State; `session` is None where its file names none."""

    sha256: str
    name: str
    session: int | None
    entered_at: datetime


def lists_in_record(iso3: str) -> list[ListInRecord]:
    """The lists of a State whose files are kept, the latest session first. Two queries."""
    kept = _kept(iso3).values_list("sha256", "name", "used")
    sessions = dict(
        ReviewInFile.objects.filter(file__sha256__in=[sha256 for sha256, *_rest in kept], iso3=iso3)
        .order_by("pk")
        .values_list("file__sha256", "session")
    )
    lists = [ListInRecord(sha256, name, sessions.get(sha256), used) for sha256, name, used in kept]
    return sorted(lists, key=lambda entry: -(entry.session or 0))


def file_of_list(sha256: str, iso3: str) -> bytes | None:
    """The Word file of such a list; None where none is kept."""
    kept = _kept(iso3).filter(sha256=sha256).first()
    return bytes(kept.content) if kept else None


def is_in_record(sha256: str) -> bool:
    """Whether exactly this file entered the record."""
    return ImportedFile.objects.filter(sha256=sha256, outcome=ImportedFile.Outcome.ENTERED).exists()


def _kept(iso3: str):  # type: ignore[no-untyped-def]
    return KeptDocument.objects.filter(kind=KeptDocument.LIST, entered=True, iso3=iso3)
