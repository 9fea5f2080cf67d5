"""Vectors of wordings on disk: appended in batches, kept over every rebuild of the index, searched
in full.

A vector belongs to a wording (`collecting.key_of_words`), not to a row, so it is computed once
however often the index is built. Files in the folder, one entry a wording in the order they came:
keys.bin    8 bytes, the wording;   signs.bin   one bit a dimension: is it positive?
codes.bin   one signed byte a dimension;   scales.bin   4 bytes, what a step of that byte is worth
state.json  how many entries count: written last, so that what a killed process left half-written is not seen
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from openupr.index.locks import hold_lock
from openupr.index.storage import Array, DamagedIndex, map_file

RESCORED = 300
"""Nearest by sign bits that are compared in full for k = 25: on real recommendations none of the 25
is missed.
"""


@dataclass(frozen=True)
class Vectors:
    """The vectors that were stored when this was opened; safe for any number of threads."""

    model: str
    keys: NDArray[np.uint64]
    signs: NDArray[np.uint64]
    codes: NDArray[np.int8]
    scales: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def _by_key(self) -> NDArray[np.int64]:
        return np.argsort(self.keys)

    def slots(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Where each wording's vector is; -1 where there is none yet."""
        if not len(self):
            return np.full(len(keys), -1)
        at = np.searchsorted(self.keys, keys, sorter=self._by_key)
        slots = self._by_key[np.minimum(at, len(self) - 1)]
        return np.where(self.keys[slots] == keys, slots, -1)

    def nearest(
        self, vector: NDArray[np.float32], k: int, *, among: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The k slots nearest to the vector and their cosines, nearest first; `among` restricts
        them to these slots.

        First the Hamming distance of sign bits for all, then bytes for the best of those.
        """
        query = vector / max(float(np.linalg.norm(vector)), 1e-9)
        candidates = self._near_by_signs(query, max(RESCORED, 12 * k), among)
        # Not `@`: for so little it would wake a thread on every core, which costs several times the
        # processor time.
        steps = np.einsum("ij,j->i", self.codes[candidates].astype(np.float32), query.astype(np.float32))
        cosines = steps * self.scales[candidates]
        best = np.argsort(-cosines, kind="stable")[:k]
        return candidates[best], cosines[best]

    def _near_by_signs(
        self, query: NDArray[np.float32], count: int, among: NDArray[np.int64] | None
    ) -> NDArray[np.int64]:
        total = len(self) if among is None else len(among)
        if total <= count:
            return np.arange(total) if among is None else among
        signs = self.signs if among is None else self.signs[among]
        distances = _row_sums(np.bitwise_count(signs ^ _signs(query[None, :])))
        near = np.argpartition(distances, count)[:count]
        near.sort()
        return near if among is None else among[near]


class VectorStore:
    """The folder of vectors of one model; appends are safe against a kill at any moment."""

    def __init__(self, folder: Path, *, model: str, dimensions: int = 512) -> None:
        if dimensions % 64:
            raise ValueError("Sign bits are kept in words of 64: the dimensions must be a multiple of it.")
        self.folder, self.model, self.dimensions = folder, model, dimensions
        self._opened: Vectors | None = None

    def open(self) -> Vectors:
        """What is stored now; the same object until more is.

        Raises DamagedIndex when files are cut short.
        """
        count = self._count()
        if self._opened is None or len(self._opened) != count:
            self._opened = self._map(count)
        return self._opened

    def _map(self, count: int) -> Vectors:
        return Vectors(
            model=self.model,
            keys=self._read("keys", count, np.uint64, 1).reshape(count),
            signs=self._read("signs", count, np.uint64, self.dimensions // 64),
            codes=self._read("codes", count, np.int8, self.dimensions),
            scales=self._read("scales", count, np.float32, 1).reshape(count),
        )

    def append(self, keys: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Store one unit vector a wording. A wording that has one already keeps it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with hold_lock(self.folder / "writing.lock"):
            stored = self.open()
            fresh = np.array(keys, np.uint64)
            _, firsts = np.unique(fresh, return_index=True)
            new = np.sort(firsts[stored.slots(fresh[firsts]) < 0])
            entries = _entries(fresh[new], vectors[new])
            for name, array in entries.items():
                self._write_at(name, len(stored), array)
            self._commit(len(stored) + len(new))

    def _count(self) -> int:
        try:
            state = json.loads((self.folder / "state.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return 0
        # Vectors of another model cannot be compared with this one's: they are overwritten.
        return int(state["count"]) if (state["model"], state["dimensions"]) == (self.model, self.dimensions) else 0

    def _read(self, name: str, count: int, dtype: type, width: int) -> Array:
        if not count:
            return np.zeros((0, width), dtype)
        whole = map_file(self.folder / f"{name}.bin")
        if len(whole) < count * width * np.dtype(dtype).itemsize:
            raise DamagedIndex(f"The vectors in {self.folder} are cut short: remove the folder and compute them again.")
        return np.frombuffer(whole, dtype, count * width).reshape(count, width)

    def _write_at(self, name: str, count: int, array: Array) -> None:
        path = self.folder / f"{name}.bin"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        with os.fdopen(descriptor, "r+b") as file:
            file.seek(count * array.dtype.itemsize * (array.shape[1] if array.ndim > 1 else 1))
            file.write(array.tobytes())
            file.flush()
            os.fsync(file.fileno())

    def _commit(self, count: int) -> None:
        fresh = self.folder / "state.json.new"
        with fresh.open("w", encoding="utf-8") as file:
            json.dump({"model": self.model, "dimensions": self.dimensions, "count": count}, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.folder / "state.json")


def _entries(keys: NDArray[np.uint64], vectors: NDArray[np.float32]) -> dict[str, Array]:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    units = vectors / np.maximum(norms, 1e-9)
    scales = np.maximum(np.abs(units).max(axis=1, initial=0.0), 1e-9).astype(np.float32) / np.float32(127)
    codes = np.rint(units / scales[:, None]).astype(np.int8)
    return {"keys": keys, "signs": _signs(units), "codes": codes, "scales": scales}


def _row_sums(counts: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Sum of each row of bit counts, each at most 64."""
    if counts.shape[1] != 8:
        sums: NDArray[np.uint16] = counts.sum(axis=1, dtype=np.uint16)
        return sums
    # Eight bytes are one integer: pairs of them are added at once, then one multiplication adds the
    # four pairs.
    packed = counts.view(np.uint64).reshape(-1)
    low = np.uint64(0x00FF00FF00FF00FF)
    pairs = (packed & low) + ((packed >> np.uint64(8)) & low)
    return ((pairs * np.uint64(0x0001000100010001)) >> np.uint64(48)).astype(np.uint16)


def _signs(vectors: NDArray[np.float32]) -> NDArray[np.uint64]:
    return np.packbits(vectors > 0, axis=1).view(np.uint64)
