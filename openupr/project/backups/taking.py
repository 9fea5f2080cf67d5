"""Taking a backup away from a server by the browser."""

import tempfile
import threading
from datetime import datetime
from typing import IO

from django.conf import settings

from openupr.accounts.actions import demand
from openupr.accounts.backups import note_backup
from openupr.accounts.models import Person

from .actions import TAKE_BACKUP, roles_of
from .contents import written
from .passphrases import check_passphrase
from .refusals import BackupRefused
from .sealing import Means, seal

_one_at_a_time = threading.Lock()


class AnotherIsMade(BackupRefused):
    """Each takes much memory for a moment."""

    def __init__(self) -> None:
        super().__init__("Another backup is being made. Try again in a minute.")


def take_backup(*, by: Person, passphrase: str, now: datetime) -> IO[bytes]:
    """Everything, encrypted, in a file without a name that is gone when it is closed; nothing else
    is left here.

    Raises NotPermitted, WeakPassphrase, AnotherIsMade.
    """
    demand(TAKE_BACKUP, roles_of(by, None))
    means = Means(check_passphrase(passphrase))
    if not _one_at_a_time.acquire(blocking=False):
        raise AnotherIsMade
    out: IO[bytes] = tempfile.TemporaryFile(dir=settings.OPENUPR_HOME)  # noqa: SIM115 - whoever sends it closes it
    try:
        seal(written(now=now), out, means)
        note_backup(action=TAKE_BACKUP, by=by, now=now, size=out.tell(), kind=means.kind)
    except BaseException:
        out.close()
        raise
    finally:
        _one_at_a_time.release()
    return out
