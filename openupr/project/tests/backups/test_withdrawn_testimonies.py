"""A withdrawn testimony is in no file under OPENUPR_HOME: database, log, index, lists, backups made later; nor does it
come back with an older backup or an older database."""

import shutil
import sqlite3
from contextlib import closing as closing_file
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from openupr.accounts.backups import STAYS_WITHDRAWN
from openupr.coalitions.tests.examples.cast import cast
from openupr.project.backups.contents import written
from openupr.project.backups.making import make_backup
from openupr.project.backups.restoring import restore
from openupr.project.backups.sealing import Means
from openupr.submissions.document import as_lodged, public_version
from openupr.submissions.lodging import lodge_submission
from openupr.submissions.models import LodgedFile
from openupr.submissions.tests.examples import drafted
from openupr.testimonies.boxes import close_box
from openupr.testimonies.models import Slip, Testimony, Withdrawal
from openupr.testimonies.rules.refusals import IsGone
from openupr.testimonies.testimonies import make_slips, put_testimony_in
from openupr.testimonies.tests.examples import CODE, DAY, a_box, let_go, told_in
from openupr.testimonies.withdrawals import LIST, keep_withdrawn, withdraw, withdraw_again

from .conftest import NOW

CANARY = "zyzzyva-testimony"
TEXT = f"{CANARY}, and what we learnt from each other. " + "We have seen it. " * 300


@pytest.fixture
def home(empty_home: None, tmp_path: Path) -> Any:
    with override_settings(OPENUPR_HOME=tmp_path):
        yield tmp_path


def anywhere(folder: Path) -> list[str]:
    """The files that hold the canary. Backups are sealed: they are looked into by restoring them."""
    return [path.name for path in folder.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]


def test_an_older_backup_does_not_bring_it_back(home: Path, closing: Means, opening: Means) -> None:
    told_in(a_box(cast()), TEXT)
    make_backup(home / "older.age", means=closing, now=NOW)
    withdraw(code=CODE.plain)
    make_backup(home / "later.age", means=closing, now=NOW)
    assert CANARY.encode() not in b"".join(written(now=NOW))
    for name in ("older.age", "later.age", "older.age"):
        restore(home / name, means=opening, replace=True)
        assert not Testimony.objects.exists()
        assert CANARY.encode() not in b"".join(written(now=NOW))
        assert [each.pk for each in Withdrawal.objects.all()] == [CODE.code_hash]
        if connection.vendor == "sqlite":
            assert anywhere(home) == []
    with pytest.raises(IsGone):
        withdraw(code=CODE.plain)


@pytest.mark.thorough("on PostgreSQL")  # each restore withdraws again, as above; what it does to files is the same
def test_lodged_files_that_an_older_backup_brings_back_lose_its_words_too(
    home: Path, closing: Means, opening: Means
) -> None:
    known = cast()
    close_box(by=known.sophea, box=told_in(a_box(known), TEXT).box, today=DAY)
    let_go(known.sophea)
    draft = drafted(known)
    draft.paragraph.text = f"One said: [[testimony:{Testimony.objects.get().pk}]]"
    draft.paragraph.save()
    files = asdict(public_version(draft.submission))
    given = {"by": known.sophea, "submission": draft.submission, "receipt": "No. 7", "lodged_on": DAY}
    lodge_submission(**given, now=timezone.now(), **files)
    assert CANARY in LodgedFile.objects.get().markdown
    make_backup(home / "older.age", means=closing, now=NOW)
    withdraw(code=CODE.plain)
    for _ in range(2):
        kept = LodgedFile.objects.get()
        assert (bytes(kept.word), bytes(kept.pdf), kept.html, kept.markdown) == (b"", b"", "", "")
        assert "One said:" in as_lodged(draft.submission, "md").decode()
        assert CANARY not in as_lodged(draft.submission, "md").decode()
        assert CANARY.encode() not in b"".join(written(now=NOW))
        if connection.vendor == "sqlite":
            assert anywhere(home) == []
        restore(home / "older.age", means=opening, replace=True)


def test_a_later_backup_carries_the_list_to_another_machine(
    home: Path, closing: Means, opening: Means, tmp_path_factory: pytest.TempPathFactory
) -> None:
    told_in(a_box(cast()), TEXT)
    make_backup(home / "older.age", means=closing, now=NOW)
    withdraw(code=CODE.plain)
    make_backup(home / "later.age", means=closing, now=NOW)
    other = tmp_path_factory.mktemp("other")
    Withdrawal.objects.all().delete()
    with override_settings(OPENUPR_HOME=other):
        restore(home / "later.age", means=opening, replace=True)
        assert CODE.code_hash in (other / LIST).read_text()
        restore(home / "older.age", means=opening, replace=True)
        assert not Testimony.objects.exists()


@pytest.mark.thorough("on PostgreSQL")  # which file is missing, it says of a file
def test_on_another_machine_a_restore_says_which_file_is_to_be_brought_along(
    home: Path, closing: Means, key: Any, tmp_path_factory: pytest.TempPathFactory, capfd: Any
) -> None:
    (home / "key.txt").write_text(f"{key}\n")
    told_in(a_box(cast()), TEXT)
    make_backup(home / "older.age", means=closing, now=NOW)
    withdraw(code=CODE.plain)

    def said() -> str:
        call_command("restore", home / "older.age", replace=True, identity=home / "key.txt")
        return str(capfd.readouterr().out)

    assert "No withdrawn-testimonies.txt" not in said()
    assert not Testimony.objects.exists()
    other = tmp_path_factory.mktemp("other")
    Withdrawal.objects.all().delete()
    with override_settings(OPENUPR_HOME=other):
        assert "No withdrawn-testimonies.txt was here" in said()
        assert Testimony.objects.exists()
        shutil.copy(home / LIST, other / LIST)
        assert withdraw_again() == 1
        assert not Testimony.objects.exists()


def test_the_list_beside_takes_it_out_of_an_older_database_put_here_by_hand(home: Path) -> None:
    box = a_box(cast())
    told_in(box, TEXT)
    (as_it_was,) = Testimony.objects.values()
    if connection.vendor == "sqlite":
        kept = home / "kept.sqlite3"
        with (
            closing_file(sqlite3.connect(connection.settings_dict["NAME"])) as now,
            closing_file(sqlite3.connect(kept)) as copy,
        ):
            now.backup(copy)
    withdraw(code=CODE.plain)
    if connection.vendor == "sqlite":
        connection.close()
        shutil.move(kept, connection.settings_dict["NAME"])
    else:
        Withdrawal.objects.all().delete()
        Testimony.objects.create(**as_it_was)
    assert Testimony.objects.exists()
    assert withdraw_again() == 1
    assert not Testimony.objects.exists()
    assert Withdrawal.objects.exists()
    assert withdraw_again() == 0


def test_the_code_on_a_slip_withdraws_before_it_is_typed_in(home: Path) -> None:
    known = cast()
    box = a_box(known)
    make_slips(by=known.sophea, box=box, codes=[CODE])
    withdraw(code=CODE.plain)
    assert not Slip.objects.exists()
    assert CODE.code_hash in (Path(settings.OPENUPR_HOME) / LIST).read_text()


def test_the_list_says_neither_which_hour_nor_in_which_order(home: Path) -> None:
    box = a_box(cast())
    put_testimony_in(box=box, code=CODE, text="One", phrase="", consent="public")
    (home / LIST).write_text(f"{'f' * 64}\n{'0' * 64}\nnonsense\n")
    withdraw(code=CODE.plain)
    hashes = (home / LIST).read_text().splitlines()[1:]
    assert hashes == sorted(["0" * 64, CODE.code_hash, "f" * 64])
    assert (home / LIST).stat().st_mtime % 86_400 == 0


def test_a_restore_asks_for_it() -> None:
    assert keep_withdrawn in STAYS_WITHDRAWN


def test_a_key_is_needed_to_read_any_of_it(home: Path, closing: Means) -> None:
    told_in(a_box(cast()), TEXT)
    make_backup(home / "older.age", means=closing, now=NOW)
    stranger = pyrage.x25519.Identity.generate()
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt((home / "older.age").read_bytes(), [stranger])
