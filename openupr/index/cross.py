"""Cross-tables: how many rows of a result have each combination of values of one to three
columns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation, Profiles, StoredColumn
from openupr.index.language import Query, parse_question
from openupr.index.matching import match
from openupr.index.rows import Value
from openupr.index.selecting import Filters, select
from openupr.index.stretches import places, runs

_Numbers = NDArray[np.int64]
MOST_DIMENSIONS = 3
_SMALL = 4096
"""Cells that are counted one by one in any case, empty or not: faster than sorting even a few
rows.
"""


@dataclass(frozen=True, slots=True)
class CrossCounts:
    """Cells that are not empty.

    A row with several values of a column stands in several cells, so that cells may add up to more
    than `total`, the number of rows; a row with none stands in the cell of None.
    """

    by: tuple[str, ...]
    total: int
    values: tuple[tuple[Value | None, ...], ...]
    codes: tuple[_Numbers, ...]
    counts: _Numbers

    def __len__(self) -> int:
        return len(self.counts)

    def __iter__(self) -> Iterator[tuple[tuple[Value | None, ...], int]]:
        """(values, count) of each cell, ordered by value, None first."""
        columns = [map(known.__getitem__, codes.tolist()) for known, codes in zip(self.values, self.codes, strict=True)]
        return zip(zip(*columns, strict=True), self.counts.tolist(), strict=True)


def cross(index: Generation, query: str | Query, *, filters: Filters, by: Sequence[str]) -> CrossCounts:
    """Raises UnknownColumn, ValueError for none or more than three different columns."""
    columns = [index.column(name) for name in by]
    if not 1 <= len(columns) <= MOST_DIMENSIONS or len(set(by)) < len(columns):
        raise ValueError(f"A cross-table has one to {MOST_DIMENSIONS} different columns.")
    parsed = parse_question(query) if isinstance(query, str) else query
    profiles = select(index, match(index, parsed.tree, scored=False), filters).profiles
    profiles = index.profiles if profiles is None else profiles
    cells, counts = _cells(index, columns, profiles)
    codes: list[_Numbers] = []
    for column in reversed(columns[1:]):
        cells, code = np.divmod(cells, len(column.values) + 1)
        codes.insert(0, code)
    values = tuple(column.by_code for column in columns)
    return CrossCounts(tuple(by), len(profiles), values, (cells, *codes), counts)


def _cells(index: Generation, columns: Sequence[StoredColumn], profiles: Profiles) -> tuple[_Numbers, _Numbers]:
    """The cells, in order, each as one number of which a column's code is a digit; and the rows in
    each.

    Where rows have several values of a column, rows are counted by their *sets* of values first,
    because there are far fewer combinations of sets than rows; only then are the sets taken apart.
    """
    steps, space = {}, 1
    for column in reversed(columns):
        steps[column.name] = space
        space *= len(column.values) + 1
    several, packed, packed_space = [], np.zeros(index.everyones, np.int64), space
    for column in columns:
        if column.multi:
            several.append(column)
            packed[column.own_profiles] += column.sets * packed_space
            packed_space *= len(column.set_edges) - 1
        else:
            packed[column.own_profiles] += column.sets * steps[column.name]
    keys = np.zeros(len(profiles), np.int64)
    for group in {column.group for column in columns}:
        keys += packed.take(profiles[:, group])
    combinations, counts = _counted(keys, None, packed_space)
    if not several:
        return combinations, counts
    sets, cells = np.divmod(combinations, space)
    for column in several:
        sets, of_column = np.divmod(sets, len(column.set_edges) - 1)
        where, lengths = places(column.set_edges, of_column)
        cells = cells.repeat(lengths) + column.set_codes.take(where) * steps[column.name]
        sets, counts = sets.repeat(lengths), counts.repeat(lengths)
    return _counted(cells, counts, space)


def _counted(keys: _Numbers, weights: _Numbers | None, space: int) -> tuple[_Numbers, _Numbers]:
    """The different keys, in order, and how often each occurs, or the sum of its weights."""
    if space <= 4 * len(keys) + _SMALL:
        histogram = np.bincount(keys, weights, minlength=space)
        occurring = histogram.nonzero()[0]
        return occurring, histogram.take(occurring).astype(np.int64)
    if weights is None:
        ordered = np.sort(keys.astype(np.int32) if space < 2**31 else keys)  # half the width, half the time
        firsts, lengths = runs(ordered)
        return ordered.take(firsts).astype(np.int64), lengths
    order = keys.argsort()
    ordered = keys.take(order)
    firsts, _ = runs(ordered)
    return ordered.take(firsts), np.add.reduceat(weights.take(order), firsts) if len(firsts) else weights
