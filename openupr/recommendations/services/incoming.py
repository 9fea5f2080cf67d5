"""Files that have arrived: a place for each, room enough on the disk, and nothing left behind."""

import secrets
import shutil
from contextlib import suppress
from pathlib import Path

import orjson
from django.db import transaction

from openupr.files.limits import MAX_JSON_BYTES
from openupr.web.database_locks import is_shared

from ..models import ImportJob, IncomingPart
from ..queries.incoming import Phase, incoming_folder, progress_file

# Of one choice, all files together: the largest honest file is UHRI's, of some 400 MB.
MOST_BYTES = MAX_JSON_BYTES
# Left free for the database, which is to take in what arrives.
ROOM_TO_LEAVE = 200_000_000
# What nobody claims after this was cut off on its way.
SECONDS_UNCLAIMED = 24 * 60 * 60
_PART = 1_000_000


def new_place() -> Path:
    """A path for a file that arrives; its name says nothing."""
    return incoming_folder() / secrets.token_hex(16)


def has_room(size: int) -> bool:
    """Whether the disk takes a file of this many bytes twice: as it arrives, and as rows."""
    return shutil.disk_usage(incoming_folder()).free >= 2 * size + ROOM_TO_LEAVE


def share_file(kept_as: str) -> None:
    """Where servers share the database, a file that arrived here goes into it: any of them may take the job.

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
