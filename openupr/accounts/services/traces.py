"""Leaving no trace on the disk of what is deleted: rows, old row versions, the database's log.

On SQLite what is deleted is overwritten in the file (secure_delete), and its log is emptied. On PostgreSQL tables are
written anew without what is gone; its log is dropped as far as the server lets us: see docs/security.md.
"""

import time
from collections.abc import Iterable

from django.conf import settings
from django.db import connection, models

# Who began to read before the rows were deleted may still ask for them, so PostgreSQL would keep them.
_READERS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start < %s"
)
_LOOK_AGAIN = 0.05  # seconds
_MAY_DROP_THE_LOG = (
    "SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE') AND pg_has_role('pg_checkpoint', 'USAGE')"
)


def sweep_up(*, tables: Iterable[type[models.Model]], wait: int, thoroughly: bool) -> bool:
    """Outside any transaction, after rows of these tables were deleted; say whether all of it could be done.

    `wait`: milliseconds to wait for readers who stand in the way. `thoroughly`: drop PostgreSQL's log too, which costs
    it 16 MB and a checkpoint.
    """
    if connection.vendor == "sqlite":
        return _empty_the_log(wait)
    alone = _readers_have_gone(wait)
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(model._meta.db_table)}")
    return (_drop_the_log() if thoroughly else True) and alone


def _readers_have_gone(wait: int) -> bool:
    """Whether every transaction that was open in this database has ended, after `wait` milliseconds at most."""
    until = time.monotonic() + wait / 1000
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
        while True:
            cursor.execute(_READERS, [now])
            if cursor.fetchone() == (0,):
                return True
            if time.monotonic() > until:
                return False
            time.sleep(_LOOK_AGAIN)


def _empty_the_log(wait: int) -> bool:
    usual = int(settings.DATABASES["default"].get("OPTIONS", {}).get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(wait)}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (busy, _frames, _moved) = cursor.fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
    return not busy


def _drop_the_log() -> bool:
    """Begin another file of the log and let PostgreSQL remove those before it; False where it is not permitted."""
    with connection.cursor() as cursor:
        cursor.execute(_MAY_DROP_THE_LOG)
        (may,) = cursor.fetchone()
        if may:
            cursor.execute("SELECT pg_switch_wal()")
            cursor.execute("CHECKPOINT")
    return bool(may)
