"""Generations: every build is a folder of its own, and a pointer file names the one that is read.

A reader sees a whole generation or the one before, never half of one: the pointer is replaced in
one step after everything is on disk. Whoever has a generation mapped keeps reading it after its
files are gone.
"""

import json
import os
import re
import secrets
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from .locks import hold_lock, is_held

_POINTER = "current"
_NAME = re.compile(r"generation-[0-9a-f]{16}")
_SUMS = "checksums.json"
Stamp: TypeAlias = tuple[int, int]


class NoIndex(FileNotFoundError):
    """Nothing has been built in this folder yet."""


def current_generation(folder: Path) -> str:
    """Name of the generation to read. Raises NoIndex, also where the pointer is damaged."""
    try:
        name = (folder / _POINTER).read_bytes().decode("ascii", "replace")
    except FileNotFoundError:
        raise NoIndex(f"There is no index in {folder} yet.") from None
    if not _NAME.fullmatch(name):
        raise NoIndex(f"The pointer of the index in {folder} is damaged.")
    return name


def stamp(folder: Path) -> Stamp:
    """Changes whenever another generation becomes the current one. Raises NoIndex."""
    try:
        # Every search asks: one call of the system where reading the pointer takes three.
        pointer = os.stat(f"{folder}/{_POINTER}")
    except FileNotFoundError:
        raise NoIndex(f"There is no index in {folder} yet.") from None
    return pointer.st_ino, pointer.st_mtime_ns  # the file is always replaced, never written again


def is_being_built(folder: Path) -> bool:
    """Whether somebody builds a generation in this folder now."""
    return is_held(folder / "building.lock")


def is_whole(folder: Path) -> bool:
    """Whether the files of the current generation are as they were written. Reads all of them."""
    try:
        current = folder / current_generation(folder)
        sums = json.loads((current / _SUMS).read_text(encoding="ascii"))
        return bool(sums == _sums(current))
    except (OSError, ValueError):
        return False


@contextmanager
def new_generation(folder: Path) -> Iterator[Path]:
    """A folder to fill; when the block ends well it becomes the current generation, else it is
    removed.

    One builder at a time: a second one waits. What a killed builder left behind is cleared away.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with hold_lock(folder / "building.lock"):
        new_folder = folder / f"generation-{secrets.token_hex(8)}"
        new_folder.mkdir()
        try:
            yield new_folder
            _settle(new_folder)
            _point(folder, new_folder.name)
        except BaseException:
            shutil.rmtree(new_folder, ignore_errors=True)
            raise
        _remove_others(folder, new_folder.name)


def _sums(generation_folder: Path) -> dict[str, int]:
    return {path.name: _sum(path) for path in generation_folder.iterdir() if path.name != _SUMS}


def _sum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            checksum = zlib.crc32(piece, checksum)
    return checksum


def _settle(generation_folder: Path) -> None:
    (generation_folder / _SUMS).write_text(json.dumps(_sums(generation_folder)), encoding="ascii")
    for path in [*generation_folder.iterdir(), generation_folder]:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _point(folder: Path, name: str) -> None:
    fresh = folder / f"{_POINTER}.new"
    with fresh.open("w", encoding="ascii") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / _POINTER)


def _remove_others(folder: Path, kept: str) -> None:
    for other in folder.glob("generation-*"):
        if other.name != kept:
            shutil.rmtree(other, ignore_errors=True)
