"""Leaving no trace on the disk of what is deleted: rows, old row versions, the database's log.

On SQLite what is deleted is overwritten in the file (secure_delete), and its log is emptied. On PostgreSQL tables are
written anew without what is gone; its log is dropped as far as the server lets us: see docs/security.md.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import connection, models

_MAY_DROP_THE_LOG = (
    "SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE') AND pg_has_role('pg_checkpoint', 'USAGE')"
)


def sweep_up(*, tables: Iterable[type[models.Model]], wait: int, thoroughly: bool) -> bool:
    """Outside any transaction, after rows of these tables were deleted; say whether all of it could be done.

    `wait`: milliseconds to wait for readers who stand in the way of emptying SQLite's log. `thoroughly`: drop
    PostgreSQL's log too, which costs it 16 MB and a checkpoint.
    """
    if connection.vendor == "sqlite":
        return _empty_the_log(wait)
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(model._meta.db_table)}")
    return _drop_the_log() if thoroughly else True


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
