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

# What each server's pages would have the background worker do first.
_DERIVED = """
from django.core.management import call_command
from openupr.recommendations.coding_learning import learn_coding
call_command("vectors")
learn_coding()
"""

# The demo at a stage; then everybody in it signs in for a day. The last line says where the coalition is, and what each
# one's browser holds: a journey begins where somebody has signed in, which takes a server half a second on purpose.
_DEMO = """
import json
from django.core.management import call_command
from django.test import Client
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition

def signed_in(person):
    browser = Client()
    browser.force_login(person)
    session = browser.session
    session.set_expiry(24 * 60 * 60)
    session.save()
    return session.session_key

call_command("demo", stage={stage!r})
sessions = {{person.username: signed_in(person) for person in Person.objects.all()}}
print(json.dumps({{"coalition": "".join(Coalition.objects.values_list("key", flat=True)), "sessions": sessions}}))
"""

Environment = dict[str, str]


class Homes:
    """Gives each test a home of its own, like one of those prepared under `prepared`; on PostgreSQL, whose address is
    `server`, each has a database of its own there."""

    def __init__(self, prepared: Path, server: str = "") -> None:
        self._prepared = prepared / ("postgresql" if server else "sqlite")
        self._server = server
        # Styles, vectors and what was learned of the record are the same for both: they are made once.
        self._files = Homes(prepared) if server else None

    @contextmanager
    def like(self, kind: str, folder: Path) -> Iterator[Environment]:
        """The environment for `openupr` with a home at `folder`."""
        source = None if kind == FRESH else self.made(kind)
        if source is not None:
            shutil.copytree(source, folder)
        with self._database(f"own_{uuid.uuid4().hex}", like=source) as database:
            yield _environment(folder, database)

    def told(self, kind: str) -> str:
        """What `openupr demo` said when it made such a home, and who is signed in there (`_DEMO`)."""
        return self.made(kind).with_suffix(".told").read_text()

    def made(self, kind: str) -> Path:
        """The folder of a prepared home, made by whichever of the tests' processes asks first."""
        home, told = self._prepared / kind, self._prepared / f"{kind}.told"
        self._prepared.mkdir(parents=True, exist_ok=True)
        with (self._prepared / f"{kind}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not told.exists():
                shutil.rmtree(home, ignore_errors=True)
                told.write_text(self._make(kind, home))
        return home

    def _make(self, kind: str, home: Path) -> str:
        """What the command said that made it."""
        # Tables are made once, and so are the index and the vectors of the record on which a coalition's demo stands.
        below = None if kind == EMPTY else self.made(EMPTY if kind == RECORD else RECORD)
        files = self._files.made(kind) if self._files and kind in (EMPTY, RECORD) else below
        if files is None:
            home.mkdir()
        else:
            shutil.copytree(files, home, ignore=shutil.ignore_patterns("*.sqlite3*") if self._files else None)
        with self._database(_template(home), like=below, keep=True) as database:
            environment = _environment(home, database)
            if kind == EMPTY:
                # Style, scripts and fonts too: a server that finds them gathered starts at once.
                return _python(environment, "manage.py", "serve", "--prepare")
            told = _python(environment, "manage.py", "shell", "--no-imports", "-c", _DEMO.format(stage=kind))
            if kind == RECORD and not self._files:
                _python(environment, "manage.py", "shell", "--no-imports", "-c", _DERIVED)
            return told

    @contextmanager
    def _database(self, name: str, *, like: Path | None = None, keep: bool = False) -> Iterator[str]:
        """The URL of a new database on PostgreSQL; nothing on SQLite, where it is a file in each home."""
        if not self._server:
            yield ""
            return
        import psycopg  # an option of the product: present where its server is

        with psycopg.connect(self._server, autocommit=True) as maintenance:
            _drop(maintenance, name)
            maintenance.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {_template(like)}" if like else ""))
            yield urlsplit(self._server)._replace(path=f"/{name}").geturl()
            if not keep:
                _drop(maintenance, name)


def _python(environment: Environment, *arguments: str) -> str:
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def _environment(home: Path, database: str) -> Environment:
    ours = {**os.environ, "OPENUPR_HOME": str(home)}
    ours.pop("DATABASE_URL", None)
    return ours | {"DATABASE_URL": database} if database else ours


def _template(home: Path) -> str:
    return f"like_{sha256(str(home).encode()).hexdigest()[:32]}"


def _drop(maintenance: Any, name: str) -> None:
    maintenance.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
