"""A restore puts the whole in the place of the whole, or changes nothing."""

import fcntl
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from openupr.accounts.invitations import invite, withdraw
from openupr.accounts.models import AuditLine, Invitation
from openupr.accounts.tests.examples import person
from openupr.coalitions.models import Coalition, Organisation
from openupr.followup.models import Evidence, EvidenceFile, ListedRecommendation
from openupr.project.backups.contents import written
from openupr.project.backups.existing_data import what_is_there
from openupr.project.backups.making import make_backup
from openupr.project.backups.refusals import (
    BackupRefused,
    Damaged,
    DoesNotFit,
    MadeByANewerVersion,
    NoPassphrase,
    ServerRuns,
    SomethingIsThere,
    WeakPassphrase,
)
from openupr.project.backups.restoring import restore
from openupr.project.backups.sealing import Means

from .conftest import NOW, a_coalition, organisations_called, sealed
from .test_contents import ended


@pytest.fixture
def backup(empty_home: None, tmp_path: Path, closing: Means) -> Path:
    """A backup with Sophea and her organisation, which are here no more; Maly is."""
    sophea, [land] = person("Sophea"), organisations_called("Land and Life")
    make_backup(tmp_path / "backup.age", means=closing, now=NOW)
    sophea.delete()
    land.delete()
    Coalition.objects.all().delete()
    person("Maly")
    return tmp_path / "backup.age"


def here() -> list[bytes]:
    """Everything here, line by line."""
    return list(written(now=NOW))


def test_what_is_here_is_named_and_stays_unless_it_is_to_be_replaced(backup: Path, opening: Means) -> None:
    before = here()
    with pytest.raises(SomethingIsThere, match=r"1 person.*--replace"):
        restore(backup, means=opening)
    assert here() == before
    restored = restore(backup, means=opening, replace=True)
    assert restored.made == NOW
    assert what_is_there() == "1 person, 1 organisation, 1 coalition"
    assert [each.name for each in Organisation.objects.all()] == ["Land and Life"]
    assert [each.what for each in AuditLine.objects.all()] == ["project.restore"]


# What a file says is read alike; the first two, which stop a restore in its midst, are tried on PostgreSQL too.
READ_ALIKE = pytest.mark.thorough("on PostgreSQL")


def strange(name: str, what: Any, refusal: type[BackupRefused], *marks: pytest.MarkDecorator) -> Any:
    return pytest.param(what, refusal, id=name, marks=marks)


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        strange("cut", lambda lines: lines[:-2], Damaged),
        strange(
            "empty value",
            lambda lines: ended([each.replace(b'"Land and Life"', b"null") for each in lines]),
            DoesNotFit,
        ),
        strange(
            "newer format",
            lambda lines: ended([lines[0].replace(b'"format":1', b'"format":2'), *lines[1:]]),
            MadeByANewerVersion,
            READ_ALIKE,
        ),
        strange(
            "newer migrations",
            lambda lines: ended([lines[0].replace(b"0001_version_0_2_0", b"0999_later"), *lines[1:]]),
            MadeByANewerVersion,
            READ_ALIKE,
        ),
        strange(
            "unknown table",
            lambda lines: ended([each.replace(b"accounts.Person", b"accounts.Pirate") for each in lines]),
            Damaged,
            READ_ALIKE,
        ),
        strange(
            "unknown column",
            lambda lines: ended([each.replace(b'"username"', b'"nickname"') for each in lines]),
            Damaged,
            READ_ALIKE,
        ),
        strange(
            "short row",
            lambda lines: ended([each.replace(b'"Land and Life",', b"") for each in lines]),
            DoesNotFit,
            READ_ALIKE,
        ),
    ],
)
def test_what_does_not_fit_changes_nothing(
    what: Any, refusal: type[BackupRefused], empty_home: None, tmp_path: Path, closing: Means, opening: Means
) -> None:
    organisations_called("Land and Life")
    before = here()
    file = sealed(tmp_path / "strange.age", what(before), closing)
    with pytest.raises(refusal, match=r"othing was changed\."):
        restore(file, means=opening, replace=True)
    assert here() == before
    assert not list(tmp_path.glob("restoring*"))


def test_a_row_that_points_nowhere_changes_nothing(
    empty_home: None, tmp_path: Path, closing: Means, opening: Means
) -> None:
    [land] = organisations_called("Land and Life")
    person("Sophea").affiliations.create(organisation=land, since=NOW.date())
    before = here()
    lines = [line for line in before if b"Land and Life" not in line]
    end = json.loads(lines[-1])
    lines[-1] = json.dumps(end | {"rows": end["rows"] - 1}).encode() + b"\n"
    with pytest.raises(DoesNotFit):
        restore(sealed(tmp_path / "strange.age", ended(lines), closing), means=opening, replace=True)
    assert here() == before


@READ_ALIKE  # the lock is a file
def test_while_the_server_runs_nothing_is_restored(backup: Path, opening: Means) -> None:
    with (Path(settings.OPENUPR_HOME) / "worker.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ServerRuns, match="Stop it"):
            restore(backup, means=opening, replace=True)
    assert what_is_there() == "1 person"
    restore(backup, means=opening, replace=True)


def test_an_invitation_closed_since_does_not_open_again(
    empty_home: None, tmp_path: Path, closing: Means, opening: Means
) -> None:
    kept, withdrawn, used = (invite(by=None, circle="x", note="", now=NOW)[0] for _ in range(3))
    make_backup(tmp_path / "backup.age", means=closing, now=NOW)
    later = NOW + timedelta(days=1)
    withdraw(invitation=withdrawn, now=later)
    Invitation.objects.filter(pk=used.pk).update(used_at=later)
    restore(tmp_path / "backup.age", means=opening, replace=True)
    closed = dict(Invitation.objects.values_list("pk", "withdrawn_at"))
    assert closed == {kept.pk: None, withdrawn.pk: later, used.pk: later}


@READ_ALIKE  # what they call is tried on PostgreSQL too
def test_the_commands_say_what_they_did(backup: Path, tmp_path: Path, key: Any, capfd: Any) -> None:
    secret = tmp_path / "key.txt"
    secret.write_text(f"{key}\n")
    call_command("restore", backup, check=True, identity=secret)
    assert "is whole: everything as of 2018-07-12 09:30" in capfd.readouterr().out
    assert what_is_there() == "1 person"
    call_command("restore", backup, replace=True, identity=secret)
    assert "Restored: everything as of 2018-07-12 09:30" in capfd.readouterr().out
    call_command("backup", tmp_path / "again.age", to=[str(key.to_public())])
    assert "is in" in capfd.readouterr().err


@READ_ALIKE  # the database is not asked
def test_a_passphrase_that_is_weak_or_missing_is_refused_before_anything(
    db: None, tmp_path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "new.age"
    weak = tmp_path / "weak.txt"
    weak.write_text("mango\n")
    with pytest.raises(WeakPassphrase):
        call_command("backup", file, passphrase_file=str(weak))
    with pytest.raises(NoPassphrase, match="no passphrase in"):
        call_command("backup", file, passphrase_file=str(tmp_path / "nothing"))
    with pytest.raises(NoPassphrase, match="--new-passphrase"):
        call_command("backup", file)
    assert not file.exists()


def test_evidence_whose_day_passed_is_not_back_with_its_file_however_long_the_backup_lay(
    empty_home: None, tmp_path: Path, closing: Means, opening: Means
) -> None:
    listed = ListedRecommendation.objects.create(coalition=a_coalition(), text="Stop it.")
    for until in (NOW.date() + timedelta(days=1), None):
        source = Evidence.objects.create(listed=listed, what="w", source="s", kind="law", personal_until=until)
        EvidenceFile.objects.create(evidence=source, kind="png", data=b"\x89PNG", size=4, sha256="0" * 64)
    Coalition.objects.update(clock_seen=NOW.date())
    make_backup(tmp_path / "backup.age", means=closing, now=NOW)
    restore(tmp_path / "backup.age", means=opening, replace=True)
    assert [each.personal_until for each in Evidence.objects.all()] == [None]
    assert EvidenceFile.objects.count() == 1
