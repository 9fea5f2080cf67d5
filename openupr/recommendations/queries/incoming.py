"""Where files stay between being chosen on the page and entering the record, and how far each has come."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import orjson
from django.conf import settings

Phase = Literal["", "fetching", "opening", "reading", "indexing"]


@dataclass(frozen=True, slots=True)
class Progress:
    """What the worker does with a file at this moment, at which row it is, and of how many (0: not known)."""

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
    """Beside the files, not in the database: while a file enters, nobody else can write to SQLite, nor read what
    is not yet committed.
    """
    return incoming_folder() / f"job-{job}.progress"


def progress_of(job: int) -> Progress:
    """The last that was heard of this job."""
    try:
        told = orjson.loads(progress_file(job).read_bytes())
        return Progress(phase=told["phase"], rows=int(told["rows"]), total=int(told["total"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Progress()
