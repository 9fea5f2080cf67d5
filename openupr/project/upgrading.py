"""Before a newer version changes the database: a copy; and a database newer than the program is left alone."""

import os
from importlib.metadata import version

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from openupr.accounts.services.secure_delete import copy_of_before, forget_copy


class NewerDatabase(RuntimeError):
    """The database was changed by a version that knows more than this one."""

    def __init__(self) -> None:
        told = _(
            "This database was written by a newer version of OpenUPR than this one (%(version)s). Nothing was changed. "
            "Install the newer version, or restore a backup that this version made."
        )
        super().__init__(told % {"version": version("openupr")})


def is_behind() -> bool:
    """Whether the database lacks what this version needs. Raises NewerDatabase."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("openupr.")}
    if any(app in ours and (app, name) not in loader.disk_migrations for app, name in loader.applied_migrations):
        raise NewerDatabase
    return bool(executor.migration_plan(loader.graph.leaf_nodes()))


def copy_before_upgrade() -> str:
    """Keep the database as it was, where anything is in it; say where, or on PostgreSQL how. "" for an empty one.

    There is one such copy. It goes with the next upgrade, and as soon as something here is deleted for good.
    """
    if not MigrationRecorder(connection).has_table():
        return ""
    if connection.vendor != "sqlite":
        return _("The database is brought up to this version. To keep a copy before the next time: openupr backup FILE")
    copy = copy_of_before()
    forget_copy()
    os.close(os.open(copy, os.O_CREAT | os.O_WRONLY, 0o600))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    return _("The database is brought up to this version. As it was before: %(file)s") % {"file": copy}
