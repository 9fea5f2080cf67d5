"""Leaving no trace on the disk: of what is deleted, and of the order in which rows came.

On SQLite what is deleted is overwritten in the file (secure_delete), and its log is emptied. On PostgreSQL tables are
written anew without what is gone; its log is dropped as far as the server lets us: see docs/security.md.
"""

import time
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection, models

# Milliseconds to wait for readers who stand in the way: of a sheet or an answer not long, of a withdrawal longer.
SOON, PATIENTLY = 250, 5_000
# What PostgreSQL keeps deleted rows for: transactions of this database that began before, which may still ask for them,
# and transactions of any that wrote before, by which every look at the rows is dated.
_IN_THE_WAY = (
    "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint < %s OR EXISTS (SELECT FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start < %s)"
)
_LOOK_AGAIN = 0.05  # seconds
_MAY_DROP_THE_LOG = (
    "SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE') AND pg_has_role('pg_checkpoint', 'USAGE')"
)


def lay_anew(rows: Iterable[models.Model], *, among: models.QuerySet[Any]) -> None:
    """Write rows of a table again, in the order of their keys, so that none lies where it came or was last changed.

    `rows` are all that there are to be `among` those of the table. Within a transaction that holds them.
    """
    given = sorted(rows, key=lambda each: each.pk)
    if given:
        among._raw_delete(connection.alias)
        among.model._default_manager.bulk_create(given)


def sweep_up(*, tables: Iterable[type[models.Model]], wait: int, thoroughly: bool) -> bool:
    """Outside any transaction, after rows of these tables were deleted; say whether all of it could be done.

    `wait`: milliseconds to wait for who stands in the way. `thoroughly`: drop PostgreSQL's log too, which costs
    it 16 MB and a checkpoint.
    """
    if connection.vendor == "sqlite":
        return _empty_the_log(wait)
    alone = _others_have_ended(wait)
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(model._meta.db_table)}")
    return (_drop_the_log() if thoroughly else True) and alone


def _others_have_ended(wait: int) -> bool:
    """Whether every transaction in the way has ended, after `wait` milliseconds at most."""
    until = time.monotonic() + wait / 1000
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint, clock_timestamp()")
        now = cursor.fetchone()
        while True:
            cursor.execute(_IN_THE_WAY, now)
            if cursor.fetchone() == (False,):
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
