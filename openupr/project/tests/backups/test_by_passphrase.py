"""What we encrypt by passphrase is what others call age."""

import io
import random
import tracemalloc

import pyrage
import pytest

from openupr.project.backups import by_passphrase
from openupr.project.backups.by_passphrase import encrypt

PART = 64 * 1024


def encrypted(content: bytes, passphrase: str) -> bytes:
    """In uneven pieces, as they come from compressing."""
    out, chance, place = io.BytesIO(), random.Random(1), 0
    pieces = []
    while place < len(content):
        size = chance.choice((0, 1, 1000, PART, 3 * PART))
        pieces.append(content[place : place + size])
        place += size
    encrypt(pieces, out, passphrase)
    return out.getvalue()


def test_another_program_opens_it_whatever_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_passphrase, "WORK_FACTOR", 4)  # how dear a guess is does not matter here
    for size in (0, 1, PART - 1, PART, PART + 1, 2 * PART, 5 * PART + 7):
        content = random.Random(size).randbytes(size)
        file = encrypted(content, "ប្រាំពីរ boats under one roof")
        assert pyrage.passphrase.decrypt(file, "ប្រាំពីរ boats under one roof") == content
        with pytest.raises(pyrage.DecryptError):
            pyrage.passphrase.decrypt(file, "seven boats under one roof")


def test_the_same_twice_is_not_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_passphrase, "WORK_FACTOR", 4)
    first, second = (encrypted(b"land" * 50, "one") for _ in range(2))
    assert {first[n : n + 16] for n in range(30, len(first) - 16)} & {
        second[n : n + 16] for n in range(30, len(second) - 16)
    } <= {first[n : n + 16] for n in range(30, 60)}


def test_a_guess_costs_what_age_itself_lets_it_cost_and_length_costs_no_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert by_passphrase.WORK_FACTOR == 18
    monkeypatch.setattr(by_passphrase, "WORK_FACTOR", 4)

    class Nowhere(io.RawIOBase):
        def write(self, part: object) -> int:
            return 0

    tracemalloc.start()
    encrypt((bytes(100_000) for _ in range(200)), Nowhere(), "one")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000
