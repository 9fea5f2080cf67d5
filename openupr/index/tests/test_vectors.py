"""Vectors on disk: nothing computed is lost or mixed up, and the nearest are the nearest."""

import multiprocessing
import random
import time
from pathlib import Path

import numpy as np
import pytest

from openupr.index.storage import DamagedIndex
from openupr.index.vectors import VectorStore

WIDE, NARROW = 512, 64


def _units(keys, dimensions=NARROW):
    """A vector for each key, the same every time."""
    drawn = np.stack([np.random.default_rng(int(key)).standard_normal(dimensions) for key in keys])
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


def _store(folder: Path, dimensions=NARROW, model="test 1") -> VectorStore:
    return VectorStore(folder, model=model, dimensions=dimensions)


@pytest.mark.parametrize("dimensions", [NARROW, WIDE])
def test_the_nearest_of_few_are_exactly_those_of_all_cosines(tmp_path, dimensions):
    keys = np.arange(1, 200)
    units = _units(keys, dimensions)
    _store(tmp_path, dimensions).append(keys.tolist(), units)
    slots, cosines = _store(tmp_path, dimensions).open().nearest(units[17], 5)
    true = units @ units[17]
    assert slots[0] == 17
    assert cosines == pytest.approx(true[slots], abs=0.02)
    assert set(slots[:3].tolist()) <= set(np.argsort(-true)[:8].tolist())


def test_the_nearest_of_many_are_found_by_their_signs(tmp_path):
    """Twenty true neighbours hidden among four thousand vectors: at least nineteen are found."""
    middle = _units([1], WIDE)[0]
    hidden = middle + 0.8 * _units(range(2, 22), WIDE)
    others = _units(range(100, 4100), WIDE)
    store = _store(tmp_path, WIDE)
    store.append(range(1000, 1020), hidden.astype(np.float32))
    store.append(range(100_000, 104_000), others)
    slots, _ = store.open().nearest(middle, 20)
    assert sum(slot < 20 for slot in slots.tolist()) >= 19


def test_only_the_slots_allowed_are_compared(tmp_path):
    store = _store(tmp_path)
    store.append(range(1, 1001), _units(range(1, 1001)))
    allowed = np.arange(500, 1000)
    slots, _ = store.open().nearest(_units([3])[0], 10, among=allowed)
    assert set(slots.tolist()) <= set(allowed.tolist())
    slots, _ = store.open().nearest(_units([3])[0], 10, among=np.array([7, 9]))
    assert sorted(slots.tolist()) == [7, 9]
    slots, _ = store.open().nearest(_units([3])[0], 10, among=np.zeros(0, np.int64))
    assert slots.tolist() == []


def test_batches_come_one_behind_the_other_and_a_known_wording_keeps_its_vector(tmp_path):
    store = _store(tmp_path)
    store.append([5, 3, 5], _units([5, 3, 99]))
    store.append([3, 2**64 - 1], _units([77, 8]))
    opened = store.open()
    assert opened.keys.tolist() == [5, 3, 2**64 - 1]
    assert opened.slots(np.array([3, 4, 5, 2**64 - 1], np.uint64)).tolist() == [1, -1, 0, 2]
    for slot, key in enumerate([5, 3, 8]):
        assert opened.nearest(_units([key])[0], 1)[0].tolist() == [slot]


def test_what_is_open_does_not_change_when_more_is_stored(tmp_path):
    store = _store(tmp_path)
    store.append([1], _units([1]))
    before = store.open()
    assert store.open() is before
    _store(tmp_path).append([2], _units([2]))
    assert (len(before), len(store.open())) == (1, 2)


def test_vectors_of_another_model_are_not_used(tmp_path):
    _store(tmp_path).append([1, 2], _units([1, 2]))
    other = _store(tmp_path, model="test 2")
    assert len(other.open()) == 0
    other.append([9], _units([9]))
    assert other.open().keys.tolist() == [9]
    assert len(_store(tmp_path).open()) == 0


def test_files_that_are_cut_short_are_noticed(tmp_path):
    _store(tmp_path).append([1, 2], _units([1, 2]))
    codes = tmp_path / "codes.bin"
    codes.write_bytes(codes.read_bytes()[:-1])
    with pytest.raises(DamagedIndex):
        _store(tmp_path).open()


def _append_forever(folder: Path) -> None:
    store = _store(folder)
    for first in range(1, 10**6, 7):
        keys = range(first, first + 7)
        store.append(keys, _units(keys))


def test_a_process_killed_at_any_moment_leaves_whole_vectors_and_the_next_goes_on(tmp_path):
    chance = random.Random(5)
    for _ in range(3):
        writer = multiprocessing.get_context("spawn").Process(target=_append_forever, args=(tmp_path,))
        before = len(_store(tmp_path).open())
        writer.start()
        while len(_store(tmp_path).open()) < before + 14:
            time.sleep(0.005)
        time.sleep(chance.random() / 20)
        writer.kill()
        writer.join()
        opened = _store(tmp_path).open()
        assert opened.keys.tolist() == list(range(1, len(opened) + 1))
        expected = _units(opened.keys)
        assert np.allclose(opened.codes * opened.scales[:, None], expected, atol=0.01)
