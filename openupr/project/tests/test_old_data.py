"""What people keep of version 0.2.0 opens in this version: their database as it lies there, and a backup of it.

Older data are refused with a sentence that names version 0.2.0 as the step between.
"""

import json
import lzma
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from .homes import Environment

DATA = Path(__file__).parent / "data"
DATABASE, BACKUP = DATA / "version-0.2.0.sqlite3.xz", DATA / "version-0.2.0.age"
DATABASE_BEFORE, BACKUP_BEFORE = DATA / "version-0.1.0.sqlite3.xz", DATA / "version-0.1.0.age"
PASSPHRASE = "one boat under seven roofs goes home"

# Tables that lose no row by its date. What is deleted after some weeks or months is in others.
_KEPT_FOR_GOOD = re.compile(
    r"(coalitions|roadmaps|followup|submissions|workshops)_|accounts_(person|organisation|affiliation)$"
    r"|recommendations_(ask|sourcerecord)$"
)

# Run by `openupr shell`: Sophea signs in and opens the main pages, each as the address that a bookmark would hold.
_LOOK_AROUND = """
import json
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}).enable()

def one(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]

tables = json.loads(%(tables)r)
counts = {table: one(f"SELECT count(*) FROM {table}") for table in tables}
key = one("SELECT key FROM coalitions_coalition")
group = one("SELECT group_id FROM coalitions_followup ORDER BY id LIMIT 1")
listed = one("SELECT listed_id FROM coalitions_followup ORDER BY id LIMIT 1")
proposal = one("SELECT p.id FROM coalitions_proposal p JOIN coalitions_lookedat l ON l.proposal_id = p.id LIMIT 1")
proposals_group = one(f"SELECT group_id FROM coalitions_proposal WHERE id = {proposal}")
number = one(f"SELECT number FROM coalitions_proposal WHERE id = {proposal}")
submission = one("SELECT id FROM submissions_submission ORDER BY id LIMIT 1")
workshop = one("SELECT id FROM workshops_workshop ORDER BY id LIMIT 1")
ours, groups = f"/coalitions/{key}", f"/coalitions/{key}/groups/{group}"
browser = Client(headers={"host": "localhost"})
signed_in = browser.post("/account/sign-in/", {"login": "sophea", "password": "8xyk-vxnd-y5g2"}).status_code
addresses = [
    *(f"{ours}/{page}" for page in ("", "groups/", "timeline/", "decisions/", "consultations/", "plenary/", "people/")),
    *(f"{ours}/{page}" for page in ("trail/", "recommendations/", "people.csv", "organisations.json")),
    *(f"{groups}/{page}" for page in ("", "roadmap/", "roadmap/4/", "roadmap/4/history/", "roadmap/roadmap.csv")),
    f"{ours}/follow-up/",
    f"{ours}/follow-up/{listed}/",
    *(f"{groups}/{page}" for page in ("done-since/", "done-since/done-since.csv", "recommendations/", "outline/")),
    f"{ours}/groups/{proposals_group}/recommendations/{number}/",
    f"{ours}/submissions/",
    f"{ours}/submissions/{submission}/",
    f"{ours}/submissions/{submission}/signing/",
    f"{ours}/submissions/{submission}/submission.docx",
    f"{ours}/workshops/",
    f"{ours}/workshops/{workshop}/",
    *(f"{ours}/advocacy/{page}" for page in ("", "sheets/", "contacts/")),
    "/account/",
]
print(json.dumps({"counts": counts, "signed_in": signed_in,
                  "pages": {address: browser.get(address).status_code for address in addresses}}))
"""


@pytest.fixture(scope="module")
def old_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _unpacked(DATABASE, tmp_path_factory.mktemp("old"))


@pytest.fixture(scope="module")
def kept(old_database: Path) -> dict[str, int]:
    """How many rows there are in each table that loses none by its date."""
    with closing(sqlite3.connect(old_database)) as old:
        tables = [name for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        counts = {name: _count(old, name) for name in tables if _KEPT_FOR_GOOD.match(name)}
    assert sum(map(bool, counts.values())) > 40
    return counts


def test_a_database_of_version_0_2_0_opens(old_database: Path, kept: dict[str, int], tmp_path: Path) -> None:
    all_is_there(_home_with(old_database, tmp_path / "home"), kept)


def test_an_operator_goes_back_after_an_upgrade_whose_start_deleted_what_was_overdue(
    old_database: Path, kept: dict[str, int], tmp_path: Path
) -> None:
    environment = _home_with(old_database, tmp_path / "home")
    database, copy = tmp_path / "home/openupr.sqlite3", tmp_path / "home/before-upgrade.sqlite3"
    with closing(sqlite3.connect(database)) as old:
        old.execute("UPDATE attendance_registration SET registered_on = '2020-01-01'")
        old.commit()
        registered, migrations = _count(old, "attendance_registration"), _count(old, "django_migrations")
    assert registered
    openupr(environment, "serve", "--prepare")
    with closing(sqlite3.connect(database)) as upgraded:
        assert _count(upgraded, "attendance_registration") == 0
    copy.replace(database)  # as docs/hosting.md says
    with closing(sqlite3.connect(database)) as back:
        assert _count(back, "attendance_registration") == registered
        assert _count(back, "django_migrations") == migrations
        assert {name: _count(back, name) for name in kept} == kept


@pytest.mark.thorough  # the same rows are brought up to date in the database above; test_restoring restores
def test_a_backup_of_version_0_2_0_is_restored(fresh_home: Environment, kept: dict[str, int], tmp_path: Path) -> None:
    restored = openupr(fresh_home, "restore", str(BACKUP), "--passphrase-file", str(_passphrase(tmp_path)))
    assert restored.startswith("Restored: everything as of 2026-12-02")
    all_is_there(fresh_home, kept)


@pytest.mark.thorough  # test_withdrawn_testimonies: an older backup does not bring one back
def test_a_restored_backup_of_version_0_2_0_keeps_withdrawn_testimonies_out(
    fresh_home: Environment, old_database: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(old_database)) as old:
        hashes = [code for (code,) in old.execute("SELECT code_hash FROM testimonies_testimony")]
    home = Path(fresh_home["OPENUPR_HOME"])
    home.mkdir(exist_ok=True)
    (home / "withdrawn-testimonies.txt").write_text(f"{hashes[0]}\n")
    openupr(fresh_home, "restore", str(BACKUP), "--passphrase-file", str(_passphrase(tmp_path)))
    script = "from openupr.testimonies.models import Testimony; print(*(t.code_hash for t in Testimony.objects.all()))"
    there = openupr(fresh_home, "shell", "--no-imports", "-c", script).split()
    assert sorted(there) == sorted(hashes[1:])


def test_a_database_of_version_0_1_0_is_refused_with_the_step_between_and_stays_as_it_is(tmp_path: Path) -> None:
    before = _unpacked(DATABASE_BEFORE, tmp_path).read_bytes()
    environment = _home_with(tmp_path / "openupr.sqlite3", tmp_path / "home")
    refused = run(environment, "serve", "--prepare")
    assert refused.returncode == 1
    assert "before 0.2.0. Nothing was changed. Install version 0.2.0 and start it once" in refused.stderr
    home = tmp_path / "home"
    assert (home / "openupr.sqlite3").read_bytes() == before
    assert not (home / "before-upgrade.sqlite3").exists()


def test_a_backup_of_version_0_1_0_is_refused_with_the_step_between(own_home: Environment, tmp_path: Path) -> None:
    passphrase = str(_passphrase(tmp_path))
    for only_looks in ("--replace", "--check"):
        refused = run(own_home, "restore", str(BACKUP_BEFORE), "--passphrase-file", passphrase, only_looks)
        assert refused.returncode == 1
        assert "before 0.2.0. Nothing was changed. Restore it with version 0.2.0" in refused.stderr


def all_is_there(environment: Environment, kept: dict[str, int]) -> None:
    script = _LOOK_AROUND % {"tables": json.dumps(list(kept))}
    there = json.loads(openupr(environment, "shell", "--no-imports", "-c", script).splitlines()[-1])
    assert there["counts"] == kept
    assert there["signed_in"] == 302
    assert {address: status for address, status in there["pages"].items() if status != 200} == {}


def openupr(environment: Environment, *arguments: str) -> str:
    ended = run(environment, *arguments)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def run(environment: Environment, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def _unpacked(packed: Path, folder: Path) -> Path:
    path = folder / "openupr.sqlite3"
    path.write_bytes(lzma.decompress(packed.read_bytes()))
    return path


def _home_with(database: Path, home: Path) -> Environment:
    home.mkdir()
    (home / "openupr.sqlite3").write_bytes(database.read_bytes())
    environment = {**os.environ, "OPENUPR_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    return environment


def _passphrase(folder: Path) -> Path:
    path = folder / "passphrase"
    path.write_text(PASSPHRASE)
    return path


def _count(database: sqlite3.Connection, table: str) -> int:
    [(number,)] = database.execute(f"SELECT count(*) FROM {table}")
    return int(number)
