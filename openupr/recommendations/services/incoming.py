"""Files that have arrived: a place for each, room enough on the disk, and nothing left behind."""

import secrets
import shutil
from pathlib import Path

import orjson

from openupr.files.limits import MAX_JSON_BYTES

from ..models import ImportJob
from ..queries.incoming import Phase, incoming_folder, progress_file

# Of one choice, all files together: the largest honest file is UHRI's, of some 400 MB.
MOST_BYTES = MAX_JSON_BYTES
# Left free for the database, which is to take in what arrives.
ROOM_TO_LEAVE = 200_000_000
# What nobody claims after this was cut off on its way.
SECONDS_UNCLAIMED = 24 * 60 * 60


def new_place() -> Path:
    """A path for a file that arrives; its name says nothing."""
    return incoming_folder() / secrets.token_hex(16)


def has_room(size: int) -> bool:
    """Whether the disk takes a file of this many bytes twice: as it arrives, and as rows."""
    return shutil.disk_usage(incoming_folder()).free >= 2 * size + ROOM_TO_LEAVE


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
    # The disk's own clock, which may not be ours: when a file last came or went.
    now = incoming_folder().stat().st_mtime
    for path in incoming_folder().iterdir():
        try:
            if path.name not in claimed and now - path.stat().st_mtime > SECONDS_UNCLAIMED:
                path.unlink(missing_ok=True)
        except OSError:
            continue
