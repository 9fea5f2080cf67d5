"""A backup tells nothing to whoever finds it, and is whole or refused."""

import random
import stat
from pathlib import Path
from typing import Any

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.accounts.models import BackupMade
from openupr.project.backups.contents import written
from openupr.project.backups.making import make_backup
from openupr.project.backups.passphrases import check_passphrase, new_passphrase
from openupr.project.backups.refusals import (
    BackupRefused,
    CannotWrite,
    Damaged,
    DoesNotOpen,
    FileStands,
    NoIdentity,
    NotABackup,
    UnknownRecipient,
    WeakPassphrase,
)
from openupr.project.backups.restoring import look_through
from openupr.project.backups.sealing import Means, identities, recipients

from .conftest import NOW, organisations_called, sealed
from .everything import CANARY, fill

# How a file is sealed, whatever is in it.
pytestmark = pytest.mark.once


@pytest.mark.django_db
def test_no_byte_of_the_file_says_what_is_in_it(tmp_path: Path, key: Any, closing: Means) -> None:
    fill()
    plain = b"".join(written(now=NOW))
    file = tmp_path / "backup.age"
    made = make_backup(file, means=closing, now=NOW)
    hidden = file.read_bytes()
    for word in (CANARY, "accounts", "Person", "openupr", "2018", "sophea", "gzip", str(tmp_path)):
        assert word.encode() not in hidden
        assert word in {"gzip", str(tmp_path)} or word.encode() in plain
    assert hidden.startswith(b"age-encryption.org/v1\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["backup.age"]
    assert (made.size, made.kind, made.made_at) == (len(hidden), "key", NOW)


def test_each_of_several_keys_opens_it_and_no_other(db: None, tmp_path: Path) -> None:
    keys = [pyrage.x25519.Identity.generate() for _ in range(3)]
    named = recipients([str(each.to_public()) for each in keys[:2]])
    file = sealed(tmp_path / "backup.age", list(written(now=NOW)), Means(keys=named))
    for each in keys[:2]:
        assert look_through(file, means=Means(keys=[each])).made == NOW
    with pytest.raises(DoesNotOpen):
        look_through(file, means=Means(keys=keys[2:]))


def test_cut_off_or_changed_anywhere_it_is_refused(db: None, tmp_path: Path, closing: Means, opening: Means) -> None:
    organisations_called(*(f"{random.random()}" for _ in range(12000)))
    whole = sealed(tmp_path / "whole.age", list(written(now=NOW)), closing).read_bytes()
    assert len(whole) > 2 * 64 * 1024, "more than one of age's parts"
    broken = tmp_path / "broken.age"
    chance = random.Random()
    for _ in range(40):
        place = chance.randrange(len(whole))
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        for content in (whole[:place], bytes(changed), whole + whole[place:]):
            broken.write_bytes(content)
            with pytest.raises((Damaged, DoesNotOpen, NotABackup)):
                look_through(broken, means=opening)


@pytest.mark.parametrize(
    "what",
    ["nothing", "cut", "row gone", "row twice", "other end", "more behind", "no head", "no table", "text"],
)
def test_what_age_opens_is_looked_through_as_well(
    what: str, db: None, tmp_path: Path, closing: Means, opening: Means
) -> None:
    organisations_called("Land and Life")
    lines = list(written(now=NOW))
    row = next(n for n, line in enumerate(lines) if b"Land and Life" in line)
    tampered = {
        "nothing": [],
        "cut": lines[:row],
        "row gone": lines[:row] + lines[row + 1 :],
        "row twice": lines[: row + 1] + lines[row:],
        "other end": [*lines[:-1], lines[-1].replace(b'"tables":', b'"tables":1')],
        "more behind": [*lines, b"\n"],
        "no head": lines[1:],
        "no table": lines[: row - 1] + lines[row:],
        "text": [b"Dear friends,\n"],
    }[what]
    with pytest.raises(Damaged):
        look_through(sealed(tmp_path / "x.age", tampered, closing), means=opening)


@given(content=st.binary(max_size=300) | st.binary(max_size=300).map(lambda end: b"age-encryption.org/v1\n" + end))
def test_other_files_are_refused_with_a_sentence(content: bytes, key: Any, tmp_path_factory: Any) -> None:
    file = tmp_path_factory.getbasetemp() / "other.age"
    file.write_bytes(content)
    with pytest.raises(BackupRefused, match=r"\.$"):
        look_through(file, means=Means(keys=[key]))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, opening: Means) -> None:
    for path in (tmp_path / "nothing.age", tmp_path):
        with pytest.raises(NotABackup):
            look_through(path, means=opening)


def test_no_other_file_is_written_over(db: None, tmp_path: Path, closing: Means, opening: Means) -> None:
    file = tmp_path / "letter.odt"
    file.write_text("Dear friends")
    with pytest.raises(FileStands, match="--force"):
        make_backup(file, means=closing, now=NOW)
    assert file.read_text() == "Dear friends"
    assert not BackupMade.objects.exists()
    make_backup(file, means=closing, now=NOW, over=True)
    assert look_through(file, means=opening).made == NOW


def test_a_folder_that_is_not_there_or_a_full_disk_leaves_nothing(db: None, tmp_path: Path, closing: Means) -> None:
    with pytest.raises(CannotWrite, match="No such file"):
        make_backup(tmp_path / "stick" / "backup.age", means=closing, now=NOW)
    assert list(tmp_path.iterdir()) == []
    assert not BackupMade.objects.exists()


def test_made_passphrases_are_good_and_weak_ones_refused() -> None:
    made = {new_passphrase() for _ in range(50)}
    assert len(made) == 50
    assert all(check_passphrase(each) == each and len(each) == 29 for each in made)
    assert check_passphrase("three green mangoes")
    for weak in ("", "mango", "aaaaaaaaaaaaaaaaaaaa", "abababababababab", "12345678901234567890", "password"):
        with pytest.raises(WeakPassphrase, match="at least 14"):
            check_passphrase(weak)


def test_what_is_no_key_is_refused_and_a_secret_one_is_not_printed(tmp_path: Path, key: Any) -> None:
    with pytest.raises(UnknownRecipient, match="age1nonsense"):
        recipients(["age1nonsense"])
    with pytest.raises(UnknownRecipient) as refusal:
        recipients([str(key)])
    assert str(key) not in str(refusal.value)
    file = tmp_path / "key.txt"
    file.write_text(f"# created: 2018-07-12\n# public key: {key.to_public()}\n{key}\n")
    assert [str(each) for each in identities(file)] == [str(key)]
    for content in ("", str(key.to_public()), "AGE-SECRET-KEY-1NONSENSE"):
        file.write_text(content)
        with pytest.raises(NoIdentity):
            identities(file)
