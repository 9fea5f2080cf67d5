"""That a server runs, said to all others on the same PostgreSQL: a restore or an upgrade waits
until none does.
"""

import logging
import threading
from types import TracebackType

from django.db import DatabaseError
from django.utils.translation import gettext as _

from openupr.web.database_locks import SERVERS, DatabaseLock, LockHeld, is_locked, is_shared

_SECONDS_BETWEEN_LOOKS = 5


class DatabaseIsReplaced(RuntimeError):
    """No server starts while the database is being replaced."""

    def __init__(self) -> None:
        super().__init__(
            _("A backup is being restored on this database, or an upgrade changes it. Start again when that is over.")
        )


class ServerPresence:
    """Within it this process counts as a server, and under its name as a worker that is alive.

    Raises DatabaseIsReplaced unless `wait`. If PostgreSQL was away, it is said again as soon as it
    is back.
    """

    def __init__(self, *, worker: str = "", wait: bool = False) -> None:
        self._worker, self._wait = worker, wait
        self._lock, self._over = DatabaseLock(), threading.Event()

    def __enter__(self) -> None:
        if is_shared():
            try:
                self._take(wait=self._wait)
            except LockHeld:
                self._lock.release()
                raise DatabaseIsReplaced from None
            threading.Thread(target=self._keep, daemon=True).start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()

    def _take(self, *, wait: bool) -> None:
        self._lock.take(SERVERS, shared=True, wait=wait)
        if self._worker:
            self._lock.take(worker_lock(self._worker), wait=True)

    def _keep(self) -> None:
        while not self._over.wait(_SECONDS_BETWEEN_LOOKS):
            try:
                if not self._lock.is_kept():
                    self._take(wait=True)
            except DatabaseError as error:
                self._lock.release()
                logging.getLogger(__name__).warning("The database is away: %s", type(error).__name__)
        self._lock.release()


def worker_lock(worker: str) -> str:
    """The name of the lock that a worker holds while it lives."""
    return f"worker {worker}"


def is_alive(worker: str) -> bool:
    """Whether the worker of this name lives, on this machine or another."""
    return is_locked(worker_lock(worker))
