"""A disk that is really full: a small one of this test's own, where the machine lets one be made (Linux, as root)."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import OpenerDirector

import pytest

from openupr.project.tests.test_kill_during_saves import CAST, signed_in, texts_there
from openupr.project.tests.test_serve import serving

# test_server_faults and test_upgrading find the same with a file that may not grow.
pytestmark = [pytest.mark.thorough, pytest.mark.once]

ROOM = 6_000_000  # bytes that are free beside the home
LONG = "Sesan river " * 100


@pytest.fixture
def small_disk(own_home: dict[str, str], tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a home on a disk of its own, with people in it."""
    subprocess.run([sys.executable, "manage.py", "shell", "--no-imports", "-c", CAST], env=own_home, check=True)
    home, disk = Path(own_home["OPENUPR_HOME"]), tmp_path / "disk"
    used = sum(each.stat().st_blocks * 512 for each in home.rglob("*"))
    disk.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", f"size={used + ROOM}", "tmpfs", str(disk)]
    if sys.platform != "linux" or subprocess.run(made, capture_output=True).returncode:
        pytest.skip("This machine makes no small disk: that takes Linux and root.")
    try:
        shutil.copytree(home, disk, dirs_exist_ok=True)
        yield {**own_home, "OPENUPR_HOME": str(disk)}
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path, *, but_for: int = 0) -> Path:
    """Write until nothing more goes in, then free so many bytes."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            file.truncate(max(0, file.tell() - but_for))
    return ballast


def save(browser: OpenerDirector, page: str, secret: str, text: str) -> tuple[int, str]:
    body = urlencode({"csrfmiddlewaretoken": secret, "text": text, "language": "en", "version": "0"}).encode()
    browser.addheaders = [("Referer", page)]
    try:
        browser.open(page, body, timeout=30)
    except HTTPError as answer:
        return answer.code, answer.read().decode()
    raise AssertionError("A save is acknowledged by a redirect.")


def test_on_a_full_disk_nothing_typed_is_lost_and_with_room_the_same_save_goes_through(
    small_disk: dict[str, str],
) -> None:
    disk = Path(small_disk["OPENUPR_HOME"])
    with closing(sqlite3.connect(disk / "openupr.sqlite3")) as database:
        key, group = database.execute(
            "SELECT c.key, g.id FROM coalitions_group g JOIN coalitions_coalition c ON c.id = g.coalition_id"
        ).fetchone()
    with serving(small_disk) as (_server, address):
        site = f"{address.rstrip('/')}/"
        page = f"{site}coalitions/{key}/groups/{group}/recommendations/new/"
        browser = signed_in("dara", site)
        found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.open(page).read().decode())
        assert found
        ballast, saved = fill(disk), []
        for number in range(2_000):
            text = f"{number} {LONG}"
            status, told = save(browser, page, found[1], text)
            if status == 507:
                break
            assert status == 302
            saved.append(text)
        assert status == 507
        assert "The disk is full" in told
        assert text in told
        assert browser.open(page).status == 200
        ballast.unlink()
        assert save(browser, page, found[1], text)[0] == 302
    assert {each.strip() for each in (*saved, text)} <= {each.strip() for each in texts_there(small_disk)}


_COPY = "from openupr.project.upgrading import keep_copy; print(keep_copy())"


def test_an_upgrade_without_room_for_its_copy_says_so_and_leaves_no_half_copy(small_disk: dict[str, str]) -> None:
    disk = Path(small_disk["OPENUPR_HOME"])
    fill(disk, but_for=500_000)
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", _COPY]
    told = subprocess.run(command, env=small_disk, capture_output=True, text=True)
    assert told.returncode == 1
    assert told.stderr.startswith("The disk is too full for a copy of the database")
    assert not (disk / "before-upgrade.sqlite3").exists()
    assert os.statvfs(disk).f_bavail > 0
