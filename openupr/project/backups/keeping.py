"""Backups in a folder of their own, of which only the newest stay."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from .refusals import NoFolder

# Names in the order of their moments; nothing that is called otherwise is ever deleted.
_NAME = re.compile(r"openupr-\d{8}T\d{6}Z\.age")


def name_in(folder: Path, *, now: datetime) -> Path:
    """The file for a backup made now. Raises NoFolder."""
    if not folder.is_dir():
        raise NoFolder(folder)
    return folder / f"openupr-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.age"


def remove_older(folder: Path, *, keep: int) -> Iterator[Path]:
    """Delete all but the newest `keep` backups that name_in named, and give the names of those that
    went.
    """
    for path_of_backup in sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))[:-keep]:
        path_of_backup.unlink()
        yield path_of_backup
