"""Broken documents: sound ones with bytes, words or whole lines changed, and what became of reading many of them.

It runs in a process of its own, with as much memory as strangers' files get: it needs no package of tests.
"""

import io
import random
import time
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from openupr.files.refusal import RefusedFile
from openupr.undocs.reading import read_here

_WORDS = (b"(", b")", b"118.9", b"7.1", b"7.", b"all others are noted", b"A/HRC/", b"0", b"999.999", b"\xff\xfe", b"")
_MOST_STEPS = 6


class Outcome(NamedTuple):
    """Of some broken documents: how many were read and refused, what else happened, and the slowest in seconds."""

    read: int
    refused: int
    faults: list[str]
    slowest: float


def read_many(sound: bytes, first: int, count: int) -> Outcome:
    """Read `count` broken forms of a document, the first of which has the number `first`."""
    read = refused = 0
    faults: list[str] = []
    slowest = 0.0
    for number in range(first, first + count):
        data = broken(sound, number)
        began = time.monotonic()
        try:
            read_here(data).as_json()
            read += 1
        except RefusedFile as refusal:
            refused += 1
            if not str(refusal).endswith("."):
                faults.append(f"number {number}: no sentence: {refusal}")
        except MemoryError:  # then its process ends, and the file is refused
            refused += 1
        except Exception as fault:
            faults.append(f"number {number}: {type(fault).__name__}: {fault}")
        slowest = max(slowest, time.monotonic() - began)
    return Outcome(read, refused, faults, slowest)


def broken(sound: bytes, number: int) -> bytes:
    """The broken form of a document that has this number: always the same."""
    chance = random.Random(number)
    if sound.startswith(b"PK") and chance.random() < 0.8:
        return _with_a_broken_part(sound, chance)
    return _changed(sound, chance)


def _with_a_broken_part(sound: bytes, chance: random.Random) -> bytes:
    """A Word file that is sound outside, but for one part of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as old, zipfile.ZipFile(out, "w") as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        # Most is in the text itself.
        hit = "word/document.xml" if chance.random() < 0.7 else chance.choice(names)
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _changed(part, chance) if name == hit else part)
    return out.getvalue()


def _changed(sound: bytes, chance: random.Random) -> bytes:
    data = bytearray(sound)
    steps: tuple[Callable[[bytearray, random.Random, int], None], ...] = (_change, _drop, _repeat, _word, _swap, _cut)
    for _ in range(chance.randint(1, _MOST_STEPS)):
        at = chance.randint(0, len(data))
        chance.choices(steps, (4, 3, 3, 4, 2, 1))[0](data, chance, at)
    return bytes(data)


def _change(data: bytearray, chance: random.Random, at: int) -> None:
    data[at : at + 4] = chance.randbytes(chance.randint(0, 6))


def _drop(data: bytearray, chance: random.Random, at: int) -> None:
    del data[at : at + chance.randint(1, 60)]


def _repeat(data: bytearray, chance: random.Random, at: int) -> None:
    data[at:at] = data[at : at + chance.randint(1, 300)] * chance.choice((1, 1, 2, 40))


def _word(data: bytearray, chance: random.Random, at: int) -> None:
    data[at : at + chance.randint(0, 4)] = chance.choice(_WORDS)


def _swap(data: bytearray, chance: random.Random, at: int) -> None:
    other, size = chance.randint(0, len(data)), chance.randint(1, 80)
    here, there = bytes(data[at : at + size]), bytes(data[other : other + size])
    data[at : at + size], data[other : other + size] = there, here


def _cut(data: bytearray, chance: random.Random, at: int) -> None:
    del data[max(at, len(data) // 3) :]
