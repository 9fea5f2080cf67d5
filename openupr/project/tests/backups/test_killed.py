"""The power fails during a restore; a backup moves from one machine to another."""

import os
import random
from contextlib import closing as closing_file
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from openupr.coalitions.models import Coalition, Organisation
from openupr.coalitions.tests.examples.clock import today_there
from openupr.followup.models import Evidence
from openupr.project.backups.contents import written
from openupr.project.backups.restoring import remove_leftovers
from openupr.project.backups.sealing import Means, opened
from openupr.project.tests.commands import commands
from openupr.project.tests.extent import kills
from openupr.project.tests.test_kill_during_import import _connection
from openupr.project.worker import only_worker
from openupr.recommendations.models import SourceRecord

from .conftest import NOW, organisations_called, sealed
from .everything import fill
from .test_contents import rows

KILLS = kills(5)


@pytest.fixture
def secret(tmp_path: Path, key: Any) -> str:
    file = tmp_path / "key.txt"
    file.write_text(f"{key}\n")
    return str(file)


def backup_of(names: list[str], file: Path, means: Means) -> str:
    """A backup with organisations of these names."""
    Organisation.objects.all().delete()
    organisations_called(*names)
    return str(sealed(file, list(written(now=NOW)), means))


def organisations(environment: dict[str, str]) -> tuple[int, str, str]:
    """How many there are, the first and the last: read past the product."""
    with closing_file(_connection(environment)) as direct:
        found: tuple[int, str, str] = direct.execute(
            "SELECT count(*), min(name), max(name) FROM accounts_organisation"
        ).fetchone()
    return found


@pytest.mark.thorough("on PostgreSQL")  # what is killed writes files
def test_killed_again_and_again_the_old_or_the_new_stands(
    db: None, own_home: dict[str, str], tmp_path: Path, secret: str, closing: Means
) -> None:
    old = backup_of([f"old {n:05}" for n in range(1000)], tmp_path / "old.age", closing)
    new = backup_of([f"new {n:05}" for n in range(3000)], tmp_path / "new.age", closing)
    stands = {old: (1000, "old 00000", "old 00999"), new: (3000, "new 00000", "new 02999")}
    how = ("--identity", secret, "--replace")
    chance = random.Random()
    hits = 0
    with commands(own_home) as started:
        started.run("restore", old, *how)
        takes = started.run("restore", new, *how)
        now, then = new, old
        # From its beginning to near its end, one after the other: a busy machine may be quicker the second time.
        for number in range(KILLS):
            assert organisations(own_home) == stands[now]
            hits += started.kill(
                started.start("restore", then, *how), after=takes * (number + chance.random()) / (KILLS + 1)
            )
            if organisations(own_home) == stands[then]:
                now, then = then, now
        # And then it works, whatever was left lying about.
        started.run("restore", then, *how)
        assert organisations(own_home) == stands[then]
    assert hits
    assert not list(Path(own_home["OPENUPR_HOME"]).glob("restoring*"))


def test_what_a_killed_restore_left_behind_is_gone_at_the_next_start(tmp_path: Path) -> None:
    left = [tmp_path / f"restoring.sqlite3{ending}" for ending in ("", "-journal", "-wal", "-shm")]
    for each in left:
        each.write_text("a testimony that was withdrawn")
    kept = tmp_path / "openupr.sqlite3"
    kept.write_text("the database")
    with override_settings(OPENUPR_HOME=tmp_path):
        with only_worker(tmp_path):
            assert not remove_leftovers(), "a restore that runs holds this place"
            assert all(each.exists() for each in left)
        assert remove_leftovers()
        assert not remove_leftovers()
    assert not any(each.exists() for each in left)
    assert kept.exists()


@pytest.mark.thorough("on SQLite")  # on PostgreSQL it moves from there to SQLite
def test_a_backup_moves_to_another_machine_and_its_database(
    db: None, own_home: dict[str, str], tmp_path: Path, secret: str, key: Any, closing: Means, opening: Means
) -> None:
    fill()
    # A restore believes the clock of the machine that it happens on.
    Coalition.objects.update(clock_seen=today_there())
    # And deletes what should be gone by its day.
    Evidence.objects.update(personal_until=None)
    # What the other tests make up is no record that could be searched in.
    SourceRecord.objects.all().delete()
    first = sealed(tmp_path / "first.age", list(written(now=NOW)), closing)
    laptop = {**own_home, "OPENUPR_HOME": str(tmp_path / "laptop")}
    # From PostgreSQL to SQLite, when the tests run on PostgreSQL.
    laptop.pop("DATABASE_URL", None)
    public, carried = str(key.to_public()), [first]
    for number, machine in enumerate((own_home, laptop)):
        with commands(machine) as started:
            started.run("restore", str(carried[-1]), "--identity", secret)
            carried.append(tmp_path / f"{number}.age")
            started.run("backup", str(carried[-1]), "--to", public)
    held = [rows(_lines(file, opening)) for file in carried]
    for each in held:
        # That it was restored, and backed up, is remembered.
        assert len(each.pop("accounts.AuditLine")) >= len(held[0].get("accounts.AuditLine", []))
        each.pop("accounts.BackupMade")
    assert held[0] == held[1] == held[2]
    assert os.stat(carried[-1]).st_mode & 0o077 == 0


def _lines(file: Path, means: Means) -> list[bytes]:
    with opened(file, means) as inside:
        return list(inside)
