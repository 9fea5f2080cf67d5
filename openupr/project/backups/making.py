"""Writing a backup."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from openupr.accounts.backups import note_backup
from openupr.accounts.models import BackupMade
from openupr.testimonies.withdrawals import withdraw_again

from .actions import MAKE_BACKUP
from .contents import written
from .refusals import CannotWrite, FileStands
from .sealing import Means, seal


def make_backup(path: Path, *, means: Means, now: datetime, over: bool = False) -> BackupMade:
    """Write everything, as it is at this moment, into one encrypted file that only this user may
    read.

    It stands whole under its name or not at all. Raises FileStands unless `over`, CannotWrite.
    """
    # Should an older database have been put here, what was withdrawn is in no backup of it.
    withdraw_again()
    with new_file(path, over=over) as out:
        seal(written(now=now), out, means)
    return note_backup(action=MAKE_BACKUP, by=None, now=now, size=path.stat().st_size, kind=means.kind)


@contextmanager
def new_file(path: Path, *, over: bool) -> Iterator[IO[bytes]]:
    """A file that gets its name once it is whole and on the disk."""
    if path.exists() and not over:
        raise FileStands(path)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        if path.exists() and not over:
            raise FileStands(path)
        part.replace(path)
        _keep_the_name(path.parent)
    except OSError as error:
        raise CannotWrite(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def _keep_the_name(folder: Path) -> None:
    # Not every file system of a stick knows it.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
