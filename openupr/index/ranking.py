"""Order: the rows of one page of a result."""

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation, Rows
from openupr.index.row_sets import Found, everything
from openupr.index.rows import UnknownColumn

RELEVANCE = "relevance"
_Keys = NDArray[np.float32] | NDArray[np.int32]


def ordered(index: Generation, result: Found | None, sort: str, *, offset: int = 0, limit: int | None = None) -> Found:
    """Rows [offset, offset + limit) of the result in order, with their scores; limit None means to
    the end.

    `sort` is "relevance" (BM25, best first), a column declared with sort=True (ascending) or the
    same with "-" before it. Rows without a value come last either way. Equals keep the order of the
    build. Raises UnknownColumn.
    """
    rows = everything(index.rows) if result is None else result.rows
    stop = len(rows) if limit is None else min(len(rows), offset + limit)
    if sort == RELEVANCE:
        if result is None or result.scores is None:
            return Found(rows[offset:stop])
        places = first_places(-result.scores, stop)[offset:]
        return Found(rows.take(places), result.scores.take(places))
    return Found(rows.take(first_places(_column_keys(index, rows, sort), stop)[offset:]))


def first_places(keys: _Keys, count: int) -> NDArray[np.int64]:
    """Places of the `count` smallest keys, smallest first, equals in order."""
    if not count:
        return np.zeros(0, np.int64)
    if count * 16 < len(keys):
        places = (keys <= _border(keys, count)).nonzero()[0]
        return places.take(keys.take(places).argsort(kind="stable")[:count])
    return keys.argsort(kind="stable")[:count]


def _border(keys: _Keys, count: int) -> np.float32 | np.int32:
    """A key that at least `count` keys do not exceed, and few more: the smallest of each of many
    parts are enough to tell, and much faster to find than an exact border.
    """
    width = len(keys) // max(2, min(64, len(keys) // (8 * count)))
    smallest = np.minimum.reduce(keys[: len(keys) // width * width].reshape(-1, width))
    smallest.partition(count - 1)
    border: np.float32 | np.int32 = smallest[count - 1]
    return border


def _column_keys(index: Generation, rows: Rows, sort: str) -> NDArray[np.int32]:
    name = sort.removeprefix("-")
    column = index.columns.get(name)
    if column is None or not column.sort or column.multi:
        raise UnknownColumn(name, tuple(c.name for c in index.columns.values() if c.sort and not c.multi))
    last = len(column.values) + 1
    codes = column.sets
    keys = np.where(codes == 0, last, last - codes if sort.startswith("-") else codes).astype(np.int32)
    return keys.take(index.profiles_of(rows)[:, column.group] - column.first)
