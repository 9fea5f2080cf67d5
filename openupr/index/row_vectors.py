"""The vectors of the rows of one index: which rows have one, and which rows share one."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation, Rows
from openupr.index.row_sets import marked
from openupr.index.selecting import Filters, select
from openupr.index.vectors import Vectors


@dataclass(frozen=True, slots=True)
class VectorCoverage:
    """How many of the index's rows can be found by meaning."""

    covered: int
    rows: int

    @property
    def share(self) -> float:
        return self.covered / self.rows if self.rows else 1.0


def vectors_ready(index: Generation, vectors: Vectors, *, filters: Filters | None = None) -> VectorCoverage:
    """Of the rows that the filters leave, of all without any. Raises UnknownColumn."""
    chosen, keys = select(index, None, filters or {}).chosen, index.array["text_keys"]
    wanted = keys if chosen is None else keys[chosen.rows]
    return VectorCoverage(int(np.count_nonzero(vectors.slots(wanted) >= 0)), len(wanted))


class RowVectors:
    """Joins an index and the stored vectors; made once for both, because it goes through all
    rows.
    """

    def __init__(self, index: Generation, vectors: Vectors) -> None:
        self.vectors = vectors
        self._size = index.rows
        slots = vectors.slots(index.array["text_keys"])
        order = np.argsort(slots, kind="stable")
        self._rows = order[np.count_nonzero(slots < 0) :].astype(np.int32)
        self._slots = slots[self._rows]
        self._used = np.unique(self._slots)
        self.has_vector = marked(self._rows, self._size)
        """Of each row of the index, whether it has one."""

    def coverage(self, among: Rows | None = None) -> VectorCoverage:
        """How many of these rows, or of all, have a vector."""
        if among is None:
            return VectorCoverage(len(self._rows), self._size)
        return VectorCoverage(int(np.count_nonzero(self.has_vector[among])), len(among))

    def nearest(self, vector: NDArray[np.float32], k: int, *, among: Rows | None = None) -> Iterator[tuple[int, float]]:
        """(row, cosine) of all rows of the k nearest wordings, nearest first; `among` restricts to
        these rows.
        """
        rows, slots, used = self._rows, self._slots, self._used
        if among is not None:
            kept = marked(among, self._size)[rows]
            rows, slots = rows[kept], slots[kept]
            used = np.unique(slots)
        nearest_slots, cosines = self.vectors.nearest(vector, k, among=None if len(used) == len(self.vectors) else used)
        firsts, lasts = np.searchsorted(slots, nearest_slots), np.searchsorted(slots, nearest_slots, side="right")
        for first, last, cosine in zip(firsts.tolist(), lasts.tolist(), cosines.tolist(), strict=True):
            for row in rows[first:last].tolist():
                yield row, cosine
