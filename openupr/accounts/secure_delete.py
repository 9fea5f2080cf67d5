"""Secure deletion: deleted data stays nowhere on the disk, and no row shows when it came.

SQLite overwrites deleted data in its file (PRAGMA secure_delete); this module empties the log.
PostgreSQL rewrites the tables, and drops its log if the server permits it: see docs/security.md.
"""

import time
from collections.abc import Iterable
from typing import Any

from django.db import OperationalError, connection, models, transaction

from openupr.web.waiting import waiting_at_most

from .copy_before_upgrade import forget_copy_of_deleted

# Milliseconds to wait for readers: SOON for one sheet of many, PATIENTLY for promised deletions.
SOON, PATIENTLY = 250, 5_000
# PostgreSQL keeps deleted rows for transactions of this database that began before, which may still
# read them, and for those of any database that wrote before, which date every view of the rows.
_IN_THE_WAY = (
    "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint < %s OR EXISTS (SELECT FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start < %s)"
)
_LOOK_AGAIN = 0.05  # seconds
_MAY_DROP_THE_LOG = (
    "SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE') AND pg_has_role('pg_checkpoint', 'USAGE')"
)


def rewrite_rows(rows: Iterable[models.Model], *, among: models.QuerySet[Any]) -> None:
    """Delete the rows `among` and write `rows` instead, in the order of their keys.

    A row's place on the disk then does not show when it was added or changed. Call this in a
    transaction that has locked the rows.
    """
    in_order = sorted(rows, key=lambda row: row.pk)
    if in_order:
        among._raw_delete(connection.alias)
        among.model._default_manager.bulk_create(in_order)


def erase_after_commit(*tables: type[models.Model], wait: int = SOON, by_itself: bool = False) -> None:
    """Call `erase_deleted` once the transaction is committed."""
    transaction.on_commit(lambda: erase_deleted(*tables, wait=wait, by_itself=by_itself), robust=True)


def erase_deleted(*tables: type[models.Model], wait: int = SOON, by_itself: bool = False) -> bool:
    """Erase deleted rows of `tables` from the disk; return whether all of them could be erased.

    Call it outside any transaction. `wait`: milliseconds to wait for readers. A reader who takes
    longer prevents it; the next call or the server's end does it later. From PATIENTLY on,
    PostgreSQL's log is dropped too: this costs 16 MB and a checkpoint. `by_itself`: an automatic
    deletion on its day, not a person's; the copy from before an upgrade stays for its seven days.
    """
    if connection.vendor == "sqlite":
        if wait >= PATIENTLY and not by_itself:
            forget_copy_of_deleted()
        return _empty_the_log(wait)
    alone = _others_have_ended(wait)
    with connection.cursor() as cursor:
        for model in tables:
            try:
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(model._meta.db_table)}")
            except OperationalError:  # somebody still reads the table
                alone = False
    return (_drop_the_log() if wait >= PATIENTLY else True) and alone


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
    with waiting_at_most(wait), connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (busy, _frames, _moved) = cursor.fetchone()
    return not busy


def _drop_the_log() -> bool:
    """Start a new log file and let PostgreSQL remove older ones; False if it is not permitted."""
    with connection.cursor() as cursor:
        cursor.execute(_MAY_DROP_THE_LOG)
        (may,) = cursor.fetchone()
        if may:
            cursor.execute("SELECT pg_switch_wal()")
            cursor.execute("CHECKPOINT")
    return bool(may)
