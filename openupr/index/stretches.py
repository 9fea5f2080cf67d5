"""Many stretches of one array, read at once."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def places(edges: NDArray[np.int64], which: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All places of the stretches [edges[w], edges[w + 1]), one stretch behind the other, and the length of each."""
    starts = edges[which]
    lengths = edges[which + 1] - starts
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - ends + lengths, lengths) + np.arange(total), lengths
