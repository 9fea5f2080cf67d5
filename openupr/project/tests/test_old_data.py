"""What people keep of version 0.1.0 opens in this version: their database as it lies there, and a backup of it."""

import json
import lzma
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from .homes import Environment

DATA = Path(__file__).parent / "data"
DATABASE, BACKUP = DATA / "version-0.1.0.sqlite3.xz", DATA / "version-0.1.0.age"
PASSPHRASE = "one boat under seven roofs goes home"

# Tables of models that have moved to another app since: they keep their names, and every row.
_OURS = "SELECT name FROM sqlite_master WHERE type = 'table' AND (name LIKE 'coalitions_%' OR name IN {})"
_MOVED = ("accounts_organisation", "accounts_affiliation")

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
signed_in = browser.post("/account/sign-in/", {"login": "sophea", "password": "5rtr-tkht-dyqs"}).status_code
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
    "/account/",
]
said = one("SELECT count(*) FROM coalitions_followup WHERE done != 'unknown' OR note != '' OR version > 0")
first = one('SELECT count(*) FROM followup_assessment WHERE "current" AND group_id IS NOT NULL')
joined = "group_concat(DISTINCT kind)" if connection.vendor == "sqlite" else "string_agg(DISTINCT kind, ',')"
kinds = one(f"SELECT {joined} FROM coalitions_evidence")
print(json.dumps({"counts": counts, "signed_in": signed_in, "said": said, "assessments": first, "kinds": kinds,
                  "pages": {address: browser.get(address).status_code for address in addresses}}))
"""


# A second coalition with the organisations of the first.
_SHARE = """
INSERT INTO coalitions_coalition (key, name, languages, founded, review_id)
    SELECT 'second', 'Second', languages, founded, review_id FROM coalitions_coalition;
INSERT INTO coalitions_participation (coalition_id, person_id, role, since)
    SELECT c.id, p.id, 'coordinator', '2026-11-28' FROM coalitions_coalition c, accounts_person p
    WHERE c.key = 'second' AND p.username = 'sophea';
INSERT INTO coalitions_memberorganisation (coalition_id, organisation_id, since)
    SELECT c.id, m.organisation_id, m.since FROM coalitions_coalition c, coalitions_memberorganisation m
    WHERE c.key = 'second';
"""
_SHARED = """
import json
from openupr.coalitions.models import Affiliation, Coalition
from openupr.submissions.models import SignOn

def told(coalition):
    ours = [member.organisation for member in coalition.member_organisations.select_related("organisation")]
    assert all(each.coalition_id == coalition.pk for each in ours)
    signed = SignOn.objects.filter(submission__coalition=coalition)
    assert all(each.organisation.coalition_id == coalition.pk for each in signed)
    return {"names": [each.name for each in ours], "numbers": [each.pk for each in ours],
            "people": Affiliation.objects.filter(organisation__coalition=coalition).count(), "signed": signed.count()}

print(json.dumps([told(each) for each in Coalition.objects.order_by("pk")]))
"""


@pytest.fixture(scope="module")
def old_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("old") / "openupr.sqlite3"
    path.write_bytes(lzma.decompress(DATABASE.read_bytes()))
    return path


@pytest.fixture(scope="module")
def kept(old_database: Path) -> dict[str, int]:
    """How many rows each table of a model that moved held."""
    with closing(sqlite3.connect(old_database)) as old:
        tables = [name for (name,) in old.execute(_OURS.format(_MOVED))]
        counts = {name: old.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
    assert sum(map(bool, counts.values())) > 20
    return counts


def test_a_database_of_version_0_1_0_opens(old_database: Path, kept: dict[str, int], tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "openupr.sqlite3").write_bytes(old_database.read_bytes())
    environment = {**os.environ, "OPENUPR_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    all_is_there(environment, kept)


@pytest.mark.thorough  # test_one_row_for_each_coalition shares one; the database above is brought up to date
def test_an_organisation_that_two_coalitions_of_version_0_1_0_shared_becomes_one_for_each(
    old_database: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "openupr.sqlite3").write_bytes(old_database.read_bytes())
    with closing(sqlite3.connect(home / "openupr.sqlite3")) as old:
        old.executescript(_SHARE)
    environment = {**os.environ, "OPENUPR_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    first, second = json.loads(openupr(environment, "shell", "--no-imports", "-c", _SHARED).splitlines()[-1])
    assert first["names"] == second["names"]
    assert not set(first["numbers"]) & set(second["numbers"])
    # Sophea coordinates the second coalition; the people of the first belong to nothing there.
    assert (first["people"] > 3, second["people"]) == (True, 0)
    assert first["signed"]


@pytest.mark.thorough  # the same rows are brought up to date in the database above; test_restoring restores
def test_a_backup_of_version_0_1_0_is_restored(fresh_home: Environment, kept: dict[str, int], tmp_path: Path) -> None:
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE)
    restored = openupr(fresh_home, "restore", str(BACKUP), "--passphrase-file", str(passphrase))
    assert restored.startswith("Restored: everything as of 2026-11-28")
    all_is_there(fresh_home, kept)


@pytest.mark.thorough  # test_withdrawn_testimonies: an older backup does not bring one back
def test_a_restored_backup_of_version_0_1_0_keeps_withdrawn_testimonies_out(
    fresh_home: Environment, old_database: Path, tmp_path: Path
) -> None:
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE)
    with closing(sqlite3.connect(old_database)) as old:
        hashes = [code for (code,) in old.execute("SELECT code_hash FROM testimonies_testimony")]
    home = Path(fresh_home["OPENUPR_HOME"])
    home.mkdir(exist_ok=True)
    (home / "withdrawn-testimonies.txt").write_text(f"{hashes[0]}\n")
    openupr(fresh_home, "restore", str(BACKUP), "--passphrase-file", str(passphrase))
    script = "from openupr.testimonies.models import Testimony; print(*(t.code_hash for t in Testimony.objects.all()))"
    there = openupr(fresh_home, "shell", "--no-imports", "-c", script).split()
    assert sorted(there) == sorted(hashes[1:])


def all_is_there(environment: Environment, kept: dict[str, int]) -> None:
    script = _LOOK_AROUND % {"tables": json.dumps(list(kept))}
    found = json.loads(openupr(environment, "shell", "--no-imports", "-c", script).splitlines()[-1])
    assert found["counts"] == kept
    assert found["signed_in"] == 302
    # What each group said is its first assessment, and evidence keeps its kind.
    assert found["assessments"] == found["said"] > 0
    assert set(found["kinds"].split(",")) <= {"first-hand", "official", "un", "press", "academic"}
    assert {address: status for address, status in found["pages"].items() if status != 200} == {}


def openupr(environment: Environment, *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
