"""Order: the rows of one page of a result."""

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation, Rows
from openupr.index.row_sets import Found, everything
from openupr.index.rows import UnknownColumn

RELEVANCE = "relevance"


def ordered(index: Generation, found: Found | None, sort: str, *, offset: int = 0, limit: int | None = None) -> Rows:
    """Rows [offset, offset + limit) of the result in order; limit None means to the end.

    `sort` is "relevance" (BM25, best first), a column declared with sort=True (ascending) or the same with "-"
    before it. Rows without a value come last either way. Equals keep the order of the build. Raises
    UnknownColumn.
    """
    rows = everything(index.rows) if found is None else found.rows
    stop = len(rows) if limit is None else min(len(rows), offset + limit)
    if sort == RELEVANCE:
        if found is None or found.scores is None:
            return rows[offset:stop]
        return rows[first_places(-found.scores, stop)[offset:]]
    return rows[first_places(_column_keys(index, rows, sort), stop)[offset:]]


def first_places(keys: NDArray[np.float32] | NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Places of the `count` smallest keys, smallest first, equals in order."""
    if count < len(keys) // 4:
        border = np.partition(keys, count)[count] if count else keys.min()
        places = np.flatnonzero(keys <= border)
        return places[np.argsort(keys[places], kind="stable")][:count]
    return np.argsort(keys, kind="stable")[:count]


def _column_keys(index: Generation, rows: Rows, sort: str) -> NDArray[np.int32]:
    name = sort.removeprefix("-")
    column = index.columns.get(name)
    if column is None or not column.sort or column.multi:
        raise UnknownColumn(name, tuple(c.name for c in index.columns.values() if c.sort and not c.multi))
    group = index.group_of(column)
    last = len(column.values) + 1
    keys = np.empty(group.size, np.int32)
    for number in range(last):
        slot = column.base + number
        holders = group.holders[group.holder_edges[slot] : group.holder_edges[slot + 1]]
        keys[holders] = last if number == 0 else last - number if sort.startswith("-") else number
    return keys[group.profiles[rows]]
