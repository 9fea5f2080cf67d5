"""Putting a backup in the place of the database: the old one or the new one stands, never a mix.

On SQLite a new database is made beside the old one and then copied over it in one transaction of
SQLite's; on PostgreSQL everything is one transaction. The process may be killed at any moment.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from openupr.accounts.backups import STAYS_WITHDRAWN, note_restored
from openupr.advocacy.contact_book import delete_overdue_contacts_everywhere
from openupr.attendance.forgetting import delete_overdue_everywhere
from openupr.coalitions.clock import note_day_everywhere
from openupr.coalitions.coalition import wait_anew
from openupr.followup.evidence import delete_expired_everywhere
from openupr.index.locks import WORKER_LOCK, Held, hold_lock
from openupr.recommendations.edition import turn_to_import
from openupr.web.clock import now_in
from openupr.web.database_locks import SERVERS, LockHeld, database_lock

from .actions import RESTORE
from .contents import BackupContents, applied
from .existing_data import what_is_there
from .loading import load
from .refusals import Damaged, OtherServersRun, ServerRuns, SomethingIsThere
from .sealing import Means, opened

# The new database while it is made, in the folder of the old one.
_BESIDE = "restoring.sqlite3"


@dataclass(frozen=True)
class Restored:
    """The moment that stands again, and how many rows in how many tables."""

    made: datetime
    tables: int
    rows: int


def look_through(path: Path, *, means: Means) -> Restored:
    """Read a backup to its end and change nothing. Raises what `restore` raises of a file."""
    with opened(path, means) as source:
        contents = BackupContents(source)
        for _table, _columns, rows in contents.each_table():
            for _row in rows:
                pass
        return Restored(contents.made, contents.tables, contents.rows)


def check_nothing_is_lost(*, replace: bool) -> None:
    """Raises SomethingIsThere where people have put something into this database, unless
    `replace`.
    """
    there = what_is_there()
    if there and not replace:
        raise SomethingIsThere(there)


def restore(path: Path, *, means: Means, replace: bool = False) -> Restored:
    """Put a backup in the place of everything here. What was withdrawn here stays withdrawn.

    Raises SomethingIsThere unless `replace`, ServerRuns, OtherServersRun, and of the file
    NotABackup, DoesNotOpen, Damaged, MadeByANewerVersion, MadeBeforeVersion02, DoesNotFit; then
    nothing was changed.
    """
    with _nobody_else(), opened(path, means) as source:
        contents = BackupContents(source)
        check_nothing_is_lost(replace=replace)
        withdrawals = [remember() for remember in STAYS_WITHDRAWN]
        with _in_its_place(contents):
            load(contents)
            if not contents.is_of_this_version:
                _bring_up_to_date()
            for withdraw in withdrawals:
                withdraw()
            note_day_everywhere(now=now_in(), restored=True)
            wait_anew(now=now_in())
            delete_overdue_everywhere(now=now_in())
            delete_expired_everywhere(now=now_in())
            delete_overdue_contacts_everywhere(now=now_in())
            note_restored(action=RESTORE)
        return Restored(contents.made, contents.tables, contents.rows)


def remove_leftovers() -> bool:
    """Remove what a killed restore left beside the database; it may hold testimonies that were
    withdrawn.

    Returns whether there was anything. While another restore runs, its file stays.
    """
    beside = Path(settings.OPENUPR_HOME) / _BESIDE
    with suppress(ServerRuns), _only_one():
        there = any(file.exists() for file in _files_of(beside))
        _remove(beside)
        return there
    return False


@contextmanager
def _nobody_else() -> Iterator[None]:
    """Keep the worker, imports and another restore away; the worker's lock is held as long as a
    server runs.
    """
    with ExitStack() as locks:
        locks.enter_context(_only_one())
        try:
            locks.enter_context(database_lock(SERVERS, wait=False))
        except LockHeld:
            raise OtherServersRun from None
        locks.enter_context(turn_to_import())
        yield


@contextmanager
def _only_one() -> Iterator[None]:
    with ExitStack() as locks:
        try:
            locks.enter_context(hold_lock(Path(settings.OPENUPR_HOME) / WORKER_LOCK, wait=False))
        except Held:
            raise ServerRuns from None
        yield


@contextmanager
def _in_its_place(contents: BackupContents) -> Iterator[None]:
    """Within: an empty database with the tables that the backup was made with.

    At its good end it is the database.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic():
            _empty_tables(contents)
            yield
        return
    live = Path(connection.settings_dict["NAME"])
    beside = live.with_name(_BESIDE)
    schema = _schema() if contents.is_of_this_version else None
    _remove(beside)
    os.close(os.open(beside, os.O_CREAT | os.O_WRONLY, 0o600))
    try:
        with database_at(beside):
            if schema is None:
                _migrate_to(contents.head["migrations"])
            else:
                _build(schema)
            yield
        connection.close()
        _copy_over(beside, live)
    finally:
        _remove(beside)


@contextmanager
def database_at(path: Path) -> Iterator[BaseDatabaseWrapper]:
    """Another SQLite file as *the* database, for a while.

    Should the machine fail meanwhile, it may be broken.
    """
    usual = connections[DEFAULT_DB_ALIAS]
    assert usual.vendor == "sqlite"
    # secure_delete: what is withdrawn again after it was loaded leaves nothing in the file that is
    # copied.
    fast = "PRAGMA journal_mode=MEMORY;PRAGMA synchronous=OFF;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;"
    options = {**usual.settings_dict["OPTIONS"], "init_command": fast}
    # Migrations of others work on the database called default and no other.
    connections[DEFAULT_DB_ALIAS] = type(usual)({**usual.settings_dict, "NAME": str(path), "OPTIONS": options})
    try:
        yield connections[DEFAULT_DB_ALIAS]
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = usual


def _copy_over(new: Path, live: Path) -> None:
    """SQLite's own copying: readers see the old database until the new one is there, and so does
    whoever comes after a power cut in the middle.
    """
    source, target = sqlite3.connect(new), sqlite3.connect(live, timeout=30)
    try:
        target.execute("PRAGMA journal_mode=WAL")
        target.execute("PRAGMA synchronous=FULL")
        source.backup(target)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        source.close()
        target.close()


def _remove(path: Path) -> None:
    for file in _files_of(path):
        file.unlink(missing_ok=True)


def _files_of(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in ("", "-journal", "-wal", "-shm")]


def _schema() -> tuple[list[str], list[tuple[Any, ...]]]:
    """How the tables here were made, and which migrations made them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%%' "
            "ORDER BY type <> 'table', rowid"
        )
        statements = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT id, app, name, applied FROM django_migrations ORDER BY id")
        return statements, cursor.fetchall()


def _build(schema: tuple[list[str], list[tuple[Any, ...]]]) -> None:
    statements, migrations = schema
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        cursor.executemany("INSERT INTO django_migrations (id, app, name, applied) VALUES (%s, %s, %s, %s)", migrations)


def _empty_tables(contents: BackupContents) -> None:
    """PostgreSQL, within the transaction: the tables emptied, or made anew as they were in an older
    version.
    """
    quote = connection.ops.quote_name
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    # What is still to be checked of earlier changes would stand in the way.
    connection.check_constraints()
    with connection.cursor() as cursor:
        if contents.is_of_this_version:
            cursor.execute(f"TRUNCATE {', '.join(map(quote, tables))}")
            return
        for table in [*tables, "django_migrations"]:
            cursor.execute(f"DROP TABLE {quote(table)} CASCADE")
    _migrate_to(contents.head["migrations"])
    # Migrations leave some keys to be checked at once; rows come in the order of tables' names.
    connection.check_constraints()


def _bring_up_to_date() -> None:
    """Migrate what was loaded to this version."""
    if connection.vendor == "postgresql":
        # All is one transaction there. A table of which rows are still to be checked cannot be
        # altered, so rows that a migration changes are checked at once.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    call_command("migrate", verbosity=0, interactive=False)


def _migrate_to(migrations: dict[str, list[str]]) -> None:
    """Bring an empty database to the state that a backup was made in."""
    executor = MigrationExecutor(connection)
    wanted = {(app, name) for app, names in migrations.items() for name in names}
    nodes = executor.loader.graph.node_map
    # The last of an app brings all before it.
    children = ((key, child.key) for key in wanted for child in nodes[key].children)
    followed = {key for key, child in children if child in wanted and child[0] == key[0]}
    executor.migrate(sorted(wanted - followed))
    if applied() != migrations:
        raise Damaged("its migrations are no version's")
