"""Locks of a database that several servers share: one holder at a time, or several that share it.

Each lock is held on a connection of its own and ends with it, however its holder ends. On SQLite,
where one folder holds all, nothing is held here: lock files do it (`openupr.index.locks`).
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

SERVERS = "servers"
"""Shared by every server for as long as it runs; held alone by whoever replaces the database or its
tables.
"""
# PostgreSQL notices after half a minute that the machine of a holder is gone.
_OWN_WAYS = {"lock_timeout": 0, "tcp_keepalives_idle": 15, "tcp_keepalives_interval": 5, "tcp_keepalives_count": 3}


class LockHeld(BlockingIOError):
    """Somebody else holds the lock."""


def is_shared() -> bool:
    """Whether other servers may use this database."""
    return connection.vendor == "postgresql"


def is_locked(name: str) -> bool:
    """Whether somebody holds this lock now, alone or shared. Looking takes nothing."""
    if not is_shared():
        return False
    number = _number(name) & 0xFFFFFFFFFFFFFFFF
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
            "WHERE locktype = 'advisory' AND datname = current_database() AND granted AND objsubid = 1 "
            "AND classid::bigint = %s AND objid::bigint = %s",
            [number >> 32, number & 0xFFFFFFFF],
        )
        return cursor.fetchone() is not None


@contextmanager
def database_lock(name: str, *, shared: bool = False, wait: bool = True) -> Iterator[None]:
    """Hold this lock, waiting for it if need be.

    Raises LockHeld where `wait` is not wanted and it is not free.
    """
    if not is_shared():
        yield
        return
    mine = DatabaseLock()
    try:
        mine.take(name, shared=shared, wait=wait)
        yield
    finally:
        mine.release()


def lock_until_commit(name: str) -> None:
    """Wait for whoever holds this lock, and hold it until the present transaction ends. On SQLite
    the transaction itself is the only one that writes.
    """
    if is_shared():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_number(name)])


class DatabaseLock:
    """A connection that holds locks until it is released or lost."""

    def __init__(self) -> None:
        self._connection: BaseDatabaseWrapper | None = None

    def take(self, name: str, *, shared: bool = False, wait: bool = True) -> None:
        """Raises LockHeld as `database_lock` does."""
        if self._connection is None:
            self._connection = connection.copy()
            self._connection.inc_thread_sharing()
        kind = "_shared" if shared else ""
        with self._connection.cursor() as cursor:
            for setting, value in _OWN_WAYS.items():
                cursor.execute(f"SET {setting} = {value}")
            if wait:
                cursor.execute(f"SELECT pg_advisory_lock{kind}(%s)", [_number(name)])
                return
            cursor.execute(f"SELECT pg_try_advisory_lock{kind}(%s)", [_number(name)])
            if not cursor.fetchone()[0]:
                raise LockHeld(f"The lock “{name}” is held.")

    def is_kept(self) -> bool:
        """Whether the connection still stands, and with it what it holds."""
        if self._connection is None:
            return False
        try:
            with self._connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            self.release()
            return False
        return True

    def release(self) -> None:
        """Let go of everything."""
        if self._connection is not None:
            # The server notices a closed connection a little later: what is let go of by name is
            # free at once.
            with suppress(DatabaseError), self._connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock_all()")
            with suppress(DatabaseError):
                self._connection.close()
        self._connection = None


def _number(name: str) -> int:
    """A lock's name as PostgreSQL wants it: 64 bits with a sign."""
    return int.from_bytes(blake2b(f"openupr {name}".encode(), digest_size=8).digest(), signed=True)
