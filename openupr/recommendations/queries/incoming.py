"""Where files stay between being chosen on the page and entering the record, and how far each has come."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import orjson
from django.conf import settings

Phase = Literal["", "fetching", "reading", "indexing"]


@dataclass(frozen=True, slots=True)
class Progress:
    """What the worker does with a file at this moment, and at which row it is."""

    phase: Phase = ""
    rows: int = 0


def incoming_folder() -> Path:
    """The private folder under OPENUPR_HOME for files that have arrived; made when missing."""
    folder = Path(settings.OPENUPR_HOME) / "incoming"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def progress_file(job: int) -> Path:
    """Beside the files, not in the database: while a file enters, nobody else can write to SQLite, nor read what
    is not yet committed.
    """
    return incoming_folder() / f"job-{job}.progress"


def progress_of(job: int) -> Progress:
    """The last that was heard of this job."""
    try:
        told = orjson.loads(progress_file(job).read_bytes())
        return Progress(phase=told["phase"], rows=int(told["rows"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Progress()
