"""Many stretches of one array, read at once; and the stretches of equals in a sorted one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def places(edges: NDArray[np.int64], which: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All places of the stretches [edges[w], edges[w + 1]), one stretch behind the other, and the
    length of each.
    """
    starts = edges.take(which)
    lengths = edges.take(which + 1) - starts
    ends = lengths.cumsum()
    where = (starts - ends + lengths).repeat(lengths)
    where += np.arange(len(where))
    return where, lengths


def runs(ordered: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each stretch of equals begins, and the length of each."""
    if not len(ordered):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    changes = (ordered[1:] != ordered[:-1]).nonzero()[0]
    edges = np.zeros(len(changes) + 2, np.int64)
    np.add(changes, 1, out=edges[1:-1])
    edges[-1] = len(ordered)
    return edges[:-1], edges[1:] - edges[:-1]
