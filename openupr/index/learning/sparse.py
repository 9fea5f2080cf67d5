"""Sparse rows: few of many thousand columns have a value, and each row has at least one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SparseRows:
    """Row n has `values[starts[n]:starts[n+1]]` in the columns `columns[...]`, no column twice."""

    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    values: Floats
    width: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    def times(self, weights: Floats) -> Floats:
        """The product with a dense matrix of `width` rows."""
        result = np.empty((len(self), weights.shape[1]), np.float32)
        for first in range(0, len(self), 256):  # so that what is gathered stays in the cache
            last = min(first + 256, len(self))
            begin, end = self.starts[first], self.starts[last]
            gathered = weights[self.columns[begin:end]] * self.values[begin:end, None]
            result[first:last] = np.add.reduceat(gathered, self.starts[first:last] - begin, axis=0)
        return result

    def chosen(self, rows: NDArray[np.int64]) -> "SparseRows":
        """These rows, in this order."""
        lengths = (self.starts[1:] - self.starts[:-1])[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        places = np.arange(starts[-1]) + np.repeat(self.starts[rows] - starts[:-1], lengths)
        return SparseRows(starts, self.columns[places], self.values[places], self.width)

    def within(self, kept: NDArray[np.bool_]) -> "SparseRows":
        """Without the values for which `kept`, one a value, is false; each row must keep one."""
        running = np.concatenate([[0], np.cumsum(kept)])
        return SparseRows(running[self.starts], self.columns[kept], self.values[kept], self.width)

    def below(self, width: int) -> "SparseRows":
        """The columns before this one."""
        part = self.within(self.columns < width)
        return SparseRows(part.starts, part.columns, part.values, width)

    def beside(self, dense: Floats) -> "SparseRows":
        """With the columns of a dense matrix, a row a row, after the own ones."""
        count, more = dense.shape
        ends = np.repeat(self.starts[1:], more)
        columns = np.insert(self.columns, ends, np.tile(np.arange(more, dtype=np.int32) + self.width, count))
        values = np.insert(self.values, ends, dense.ravel())
        return SparseRows(self.starts + np.arange(count + 1) * more, columns, values, self.width + more)
