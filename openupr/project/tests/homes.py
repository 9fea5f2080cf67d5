"""Homes for `openupr` as processes of their own. What many tests begin with is made once for a run, then copied."""

import fcntl
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# Nothing at all, as on the first day; tables without anything in them; the demo's first stage.
FRESH, EMPTY, RECORD = "fresh", "empty", "record"

# Tables as the models are, in a fifth of the time of all migrations. That no migration is missing is asked apart;
# a fresh home (test_serve.py) and those of older versions (test_old_data.py) are migrated.
_TABLES = """
import django
django.setup()
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
known = list(MigrationLoader(None).disk_migrations)
settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
call_command("migrate", run_syncdb=True, verbosity=0)
recorder = MigrationRecorder(connection)
recorder.ensure_schema()
for app, name in known:
    recorder.record_applied(app, name)
"""
_LEARN = "from openupr.recommendations.services.learn_coding import learn_coding; learn_coding()"

Environment = dict[str, str]


class Homes:
    """Gives each test a home of its own, like one of those prepared under `prepared`."""

    def __init__(self, prepared: Path) -> None:
        self._prepared = prepared

    @contextmanager
    def like(self, kind: str, folder: Path) -> Iterator[Environment]:
        """The environment for `openupr` with a home at `folder`; on PostgreSQL with a database of its own too."""
        source = None if kind == FRESH else self._made(kind)
        if source is not None:
            shutil.copytree(source, folder)
        with _database(f"own_{uuid.uuid4().hex}", like=source) as database:
            yield _environment(folder, database)

    def told(self, kind: str) -> str:
        """What `openupr demo` said when it made such a home: it names the password."""
        return self._made(kind).with_suffix(".told").read_text()

    def _made(self, kind: str) -> Path:
        """The folder of a prepared home, made by whichever of the tests' processes asks first."""
        home, told = self._prepared / kind, self._prepared / f"{kind}.told"
        self._prepared.mkdir(exist_ok=True)
        with (self._prepared / f"{kind}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not told.exists():
                shutil.rmtree(home, ignore_errors=True)
                told.write_text(self._make(kind, home))
        return home

    def _make(self, kind: str, home: Path) -> str:
        """What the command said that made it."""
        # Tables are made once, and so are the index and the vectors of the record on which a coalition's demo stands.
        below = None if kind == EMPTY else self._made(EMPTY if kind == RECORD else RECORD)
        if below is None:
            home.mkdir()
        else:
            shutil.copytree(below, home)
        with _database(_template(home), like=below, keep=True) as database:
            environment = _environment(home, database)
            if kind == EMPTY:
                # Style, scripts and fonts too: a server that finds them gathered starts at once.
                _python(environment, "-c", _TABLES)
                return _openupr(environment, "serve", "--prepare")
            told = _openupr(environment, "demo", "--stage", kind)
            if kind == RECORD:
                # What each server's pages would have the background worker do first.
                _openupr(environment, "vectors")
                _openupr(environment, "shell", "--no-imports", "-c", _LEARN)
            return told


def _openupr(environment: Environment, *arguments: str) -> str:
    return _python(environment, "manage.py", *arguments)


def _python(environment: Environment, *arguments: str) -> str:
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def _environment(home: Path, database: str | None) -> Environment:
    environment = {**os.environ, "OPENUPR_HOME": str(home)}
    return environment if database is None else environment | {"DATABASE_URL": database}


def _template(home: Path) -> str:
    return f"like_{sha256(str(home).encode()).hexdigest()[:32]}"


@contextmanager
def _database(name: str, *, like: Path | None = None, keep: bool = False) -> Iterator[str | None]:
    """The URL of a new database on the tests' PostgreSQL; None where the tests run on SQLite, a file in each home."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield None
        return
    import psycopg  # an option of the product: present where its server is

    with psycopg.connect(server, autocommit=True) as maintenance:
        _drop(maintenance, name)
        maintenance.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {_template(like)}" if like else ""))
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        if not keep:
            _drop(maintenance, name)


def _drop(maintenance: Any, name: str) -> None:
    maintenance.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
