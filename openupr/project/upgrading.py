"""A fresh database gets its tables at once. Before a newer version changes one: a copy.

A database newer than this version, or older than version 0.2.0, is left alone.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.metadata import version

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from openupr.accounts import copy_before_upgrade as before_upgrade
from openupr.web.database_locks import SERVERS, LockHeld, database_lock

from .server_faults import Fault, fault_of


class NewerDatabase(RuntimeError):
    """The database was changed by a version that knows more than this one."""

    def __init__(self) -> None:
        sentence = _(
            "This database was written by a newer version of OpenUPR than this one (%(version)s). Nothing was changed. "
            "Install the newer version, or restore a backup that this version made."
        )
        super().__init__(sentence % {"version": version("openupr")})


class OlderDatabase(RuntimeError):
    """The database was made by a version whose databases this one does not open."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This database was written by a version of OpenUPR before 0.2.0. Nothing was changed. "
                "Install version 0.2.0 and start it once, then install this version again."
            )
        )


class ServersRunDuringUpgrade(RuntimeError):
    """The tables must not change under a server that runs."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This version of OpenUPR has to change the database, but other servers are using it. "
                "Nothing was changed. Stop OpenUPR on all of them, then start this version again."
            )
        )


class NoRoomForCopy(RuntimeError):
    """The database as it was before could not be kept."""

    def __init__(self) -> None:
        sentence = _(
            "The disk is too full for a copy of the database as it is now. Nothing was changed. "
            "Delete files that are not needed, then start again."
        )
        super().__init__(sentence)


def is_behind() -> bool:
    """Whether the database lacks what this version needs. Raises NewerDatabase, OlderDatabase."""
    applied = [key for key in MigrationRecorder(connection).applied_migrations() if key[0] in _our_apps()]
    if not is_known(applied):
        raise NewerDatabase
    if is_too_old(applied):
        raise OlderDatabase
    # Only now: Django cannot read how the tables of an older version were made.
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_known(applied: Iterable[tuple[str, str]]) -> bool:
    """Whether this version has all these migrations, or the one that stands for them."""
    loader = MigrationLoader(None)
    return set(applied) <= {*loader.disk_migrations, *_replaced(loader)}


def is_too_old(applied: Collection[tuple[str, str]]) -> bool:
    """Whether a database or a backup with these migrations was made before version 0.2.0."""
    replaced = _replaced(MigrationLoader(None))
    ours = {key for key in applied if key[0] in _our_apps()}
    lacking = {squashed for old, squashed in replaced.items() if squashed[0] in _our_apps() and old not in ours}
    return bool(ours) and not lacking <= ours


def as_of_today(migrations: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """The migrations of an older version, by app, with the one that stands for them in their
    place.
    """
    replaced = _replaced(MigrationLoader(None))
    return {
        app: sorted({replaced.get((app, name), (app, name))[1] for name in names}) for app, names in migrations.items()
    }


def every_migration() -> list[tuple[str, str]]:
    """What is recorded of a database that lacks nothing: those that are written, and those they
    stand for.

    Django takes one that stands for others as applied only where the others are.
    """
    loader = MigrationLoader(None)
    return [*loader.disk_migrations, *_replaced(loader)]


def _replaced(loader: MigrationLoader) -> dict[tuple[str, str], tuple[str, str]]:
    """For each migration that is not written any more, the one that stands for it and others."""
    return {old: key for key, squashed in loader.replacements.items() for old in squashed.replaces}


def _our_apps() -> set[str]:
    return {config.label for config in apps.get_app_configs() if config.name.startswith("openupr.")}


def is_fresh() -> bool:
    """Whether no migration has been applied to the database yet."""
    return not MigrationRecorder(connection).applied_migrations()


def make_tables() -> None:
    """Make the tables of a fresh database as the models are, in a fifth of the time that all
    migrations take.

    All migrations are recorded as applied. If this is cut off, the next start makes what is
    missing.
    """
    every = every_migration()
    kept = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    try:
        call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    finally:
        settings.MIGRATION_MODULES = kept
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    recorder.migration_qs.bulk_create(recorder.Migration(app=app, name=name) for app, name in every)


@contextmanager
def no_server_at_work() -> Iterator[None]:
    """Keep other servers from starting while the tables change.

    Raises ServersRunDuringUpgrade where one is at work.
    """
    with ExitStack() as locks:
        try:
            locks.enter_context(database_lock(SERVERS, wait=False))
        except LockHeld:
            raise ServersRunDuringUpgrade from None
        yield


def keep_copy() -> str:
    """Keep the database as it was, where anything is in it; say where, or on PostgreSQL how.

    "" for an empty one.

    There is one such copy. It goes with the next upgrade, after seven days, and as soon as somebody
    here deletes something for good. Raises NoRoomForCopy.
    """
    if not MigrationRecorder(connection).has_table():
        return ""
    if connection.vendor != "sqlite":
        return _("The database is brought up to this version. To keep a copy before the next time: openupr backup FILE")
    copy = before_upgrade.copy_before_upgrade()
    before_upgrade.forget_copy()
    os.close(os.open(copy, os.O_CREAT | os.O_WRONLY, 0o600))
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
    except OperationalError as error:
        # Half a copy helps nobody, and takes the room that is left.
        before_upgrade.forget_copy()
        if fault_of(error) is not Fault.FULL:
            raise
        raise NoRoomForCopy from error
    return _("The database is brought up to this version. As it was before: %(file)s") % {"file": copy}
