"""An upgrade keeps a copy of the database as it was; a database newer than the program is left alone."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings
from django.utils import timezone

from openupr.accounts.accounts import close_account
from openupr.accounts.copy_before_upgrade import forget_old_copy
from openupr.accounts.models import Person
from openupr.accounts.secure_delete import PATIENTLY, SOON, erase_deleted
from openupr.project.tests.homes import FRESH, Environment, Homes
from openupr.project.upgrading import NewerDatabase, OlderDatabase, is_behind, keep_copy

# On PostgreSQL the command is named.
sqlite_only = pytest.mark.once


def test_a_newer_database_is_refused_with_a_sentence(db: None) -> None:
    is_behind()
    MigrationRecorder(connection).record_applied("coalitions", "9999_what_a_later_version_needs")
    with pytest.raises(NewerDatabase, match="written by a newer version of OpenUPR than this one"):
        is_behind()


def test_a_database_older_than_version_0_2_0_is_refused_with_the_step_between(db: None) -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("coalitions", "0001_version_0_2_0")
    recorder.record_unapplied("coalitions", "0023_where_a_group_meets")
    with pytest.raises(OlderDatabase, match=r"Nothing was changed\. Install version 0\.2\.0 and start it once"):
        is_behind()


def test_what_another_package_has_applied_is_its_own_matter(db: None) -> None:
    MigrationRecorder(connection).record_applied("django_tasks_database", "9999_later")
    is_behind()


@sqlite_only
def test_the_copy_is_for_its_owner_alone_and_goes_when_something_is_deleted_for_good(
    transactional_db: None, tmp_path: Path
) -> None:
    Person.objects.create(username="sophea", called="Sophea")
    with override_settings(OPENUPR_HOME=tmp_path):
        copy = tmp_path / "before-upgrade.sqlite3"
        for _ in range(2):
            assert str(copy) in keep_copy()
        assert copy.stat().st_mode & 0o077 == 0
        with closing(sqlite3.connect(copy)) as before:
            assert before.execute("SELECT called FROM accounts_person").fetchall() == [("Sophea",)]
        erase_deleted(wait=SOON)
        assert copy.exists()
        erase_deleted(wait=PATIENTLY, by_itself=True)
        assert copy.exists()
        erase_deleted(wait=PATIENTLY)
        assert not copy.exists()
        assert "somebody deleted something for good" in (tmp_path / "before-upgrade.txt").read_text()
        keep_copy()
        assert not (tmp_path / "before-upgrade.txt").exists()


@sqlite_only
def test_the_copy_goes_with_an_account_that_its_owner_closes(transactional_db: None, tmp_path: Path) -> None:
    sophea = Person(username="sophea", called="Sophea")
    sophea.set_password("a stone in the river")
    sophea.save()
    with override_settings(OPENUPR_HOME=tmp_path):
        keep_copy()
        close_account(by=sophea, password="a stone in the river", now=timezone.now())
        assert not (tmp_path / "before-upgrade.sqlite3").exists()


@sqlite_only
def test_the_copy_goes_after_seven_days_or_by_the_operators_button(
    transactional_db: None, tmp_path: Path, client: Client
) -> None:
    operator = Person.objects.create(username="nary", called="Nary", is_operator=True)
    client.force_login(operator)
    with override_settings(OPENUPR_HOME=tmp_path):
        copy = tmp_path / "before-upgrade.sqlite3"
        keep_copy()
        # By the clock of the file, which no test moves.
        now = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
        forget_old_copy(now=now + timedelta(days=6))
        assert copy.exists()
        assert "is kept until" in client.get("/server/").content.decode()
        client.post("/server/delete-copy/")
        assert not copy.exists()
        assert "is kept until" not in client.get("/server/").content.decode()
        keep_copy()
        forget_old_copy(now=now + timedelta(days=8))
        assert not copy.exists()


@sqlite_only
def test_the_operator_reads_why_the_copy_is_gone(transactional_db: None, tmp_path: Path, client: Client) -> None:
    operator = Person.objects.create(username="nary", called="Nary", is_operator=True)
    client.force_login(operator)
    with override_settings(OPENUPR_HOME=tmp_path):
        keep_copy()
        erase_deleted(wait=PATIENTLY)
        erase_deleted(wait=PATIENTLY)
        page = client.get("/server/").content.decode()
    assert "because somebody deleted something for good" in page
    assert "you need a backup" in page


def test_an_empty_database_needs_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationRecorder, "has_table", lambda self: False)
    assert keep_copy() == ""


_COPY = """
import resource
from openupr.project.upgrading import keep_copy
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
keep_copy()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@sqlite_only
@pytest.mark.thorough  # the copy of a small one, above, finds what goes wrong with it whatever its size
def test_a_database_of_200_megabytes_is_copied_whole_in_a_minute_and_little_memory(own_home: Environment) -> None:
    home = Path(own_home["OPENUPR_HOME"])
    with closing(sqlite3.connect(home / "openupr.sqlite3")) as database:
        database.execute("CREATE TABLE ballast AS SELECT zeroblob(0) AS words")
        database.execute("DELETE FROM ballast")
        database.executemany("INSERT INTO ballast VALUES (randomblob(?))", [(1_000_000,)] * 200)
        database.commit()
    began = time.monotonic()
    kilobytes = int(shell(own_home, _COPY))
    assert time.monotonic() - began < 60
    assert kilobytes < 50_000
    with closing(sqlite3.connect(home / "before-upgrade.sqlite3")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT count(*), sum(length(words)) FROM ballast").fetchone() == (200, 200_000_000)


# What each table holds, and what holds of it, whatever its constraints are called and however its columns are ordered.
# Of a table of Django's, which OpenUPR leaves empty, a migration makes a wider key than its models say.
_SHAPE = """
import json
from django.db import connection
look, shape = connection.introspection, {}
with connection.cursor() as cursor:
    for table in sorted({*look.table_names(cursor)} - {"auth_group_permissions"}):
        columns = sorted(
            [each.name, look.get_field_type(each.type_code, each), each.display_size, each.null_ok, each.default]
            for each in look.get_table_description(cursor, table)
        )
        rules = sorted(
            json.dumps({key: value for key, value in each.items() if key != "definition"}, sort_keys=True)
            for each in look.get_constraints(cursor, table).values()
        )
        shape[table] = [columns, rules]
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    shape["migrations"] = cursor.fetchall()
print(json.dumps(shape))
"""


_CUT_OFF = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("DROP TABLE coalitions_chosenpage")
    cursor.execute("DELETE FROM django_migrations")
"""


def shell(environment: Environment, code: str) -> str:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.thorough  # test_old_data migrates what version 0.2.0 left; scripts/test.sh asks for missing migrations
def test_a_fresh_database_is_made_as_all_migrations_would_make_it(homes: Homes, tmp_path: Path) -> None:
    with homes.like(FRESH, tmp_path / "migrated") as migrated, homes.like(FRESH, tmp_path / "made") as made:
        subprocess.run([sys.executable, "manage.py", "migrate"], env=migrated, check=True, capture_output=True)
        wanted = json.loads(shell(migrated, _SHAPE))
        assert json.loads(shell(made, _SHAPE)) == wanted
        # Cut off before its end, it is gone on with at the next start.
        shell(made, _CUT_OFF)
        assert json.loads(shell(made, _SHAPE)) == wanted
