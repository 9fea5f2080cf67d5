"""Static files are gathered when one of them changed, and only then."""

import os
from pathlib import Path
from typing import Any

import pytest

from openupr.project.static_files import gather_when_stale


@pytest.fixture
def source(tmp_path: Path, settings: Any) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "style.css").write_text("p { color: red }")
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "gathered"
    return folder


def test_a_second_gathering_has_nothing_to_do(source: Path) -> None:
    assert gather_when_stale()
    assert not gather_when_stale()


def test_a_changed_a_new_and_a_removed_file_are_noticed(source: Path, settings: Any) -> None:
    gather_when_stale()
    (source / "style.css").write_text("p { color: blue }")
    assert gather_when_stale()
    assert (settings.STATIC_ROOT / "style.css").read_text() == "p { color: blue }"
    (source / "more.css").write_text("")
    assert gather_when_stale()
    (source / "more.css").unlink()
    assert gather_when_stale()
    assert not (settings.STATIC_ROOT / "more.css").exists()
    os.utime(source / "style.css", (1, 1))
    assert gather_when_stale()
