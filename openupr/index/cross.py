"""Cross-tables: how many rows of a result have each combination of values of one to three columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation, Profiles, StoredColumn
from openupr.index.language import Query, parse
from openupr.index.matching import match
from openupr.index.rows import Value
from openupr.index.selecting import Filters, select
from openupr.index.stretches import places, runs

_Numbers = NDArray[np.int64]
MOST_DIMENSIONS = 3


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Cells that are not empty. A row with several values of a column stands in several cells, so that cells
    may add up to more than `total`, the number of rows; a row with none stands in the cell of None.
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


def cross(index: Generation, query: str | Query, *, filters: Filters, by: Sequence[str]) -> CrossTable:
    """Raises UnknownColumn, ValueError for none or more than three different columns."""
    columns = [index.column(name) for name in by]
    if not 1 <= len(columns) <= MOST_DIMENSIONS or len(set(by)) < len(columns):
        raise ValueError(f"A cross-table has one to {MOST_DIMENSIONS} different columns.")
    parsed = parse(query) if isinstance(query, str) else query
    profiles = select(index, match(index, parsed.tree, scored=False), filters).profiles
    profiles = index.profiles if profiles is None else profiles
    sets, weights = _set_combinations(index, columns, profiles)
    codes, counts = _cells(columns, sets, weights)
    values = tuple((None, *column.values) for column in columns)
    return CrossTable(tuple(by), len(profiles), values, codes, counts)


def _set_combinations(
    index: Generation, columns: Sequence[StoredColumn], profiles: Profiles
) -> tuple[list[_Numbers], _Numbers]:
    """Combinations of the columns' sets of values that rows have, a list of set numbers each, and how many have them.

    Rows are counted by sets first, because there are far fewer combinations of sets than rows; only then are the
    sets taken apart.
    """
    space = 1
    packed = np.zeros(index.everyones, np.int64)
    for column in columns:
        packed[column.own_profiles] += column.sets * space
        space *= len(column.set_edges) - 1
    keys = np.zeros(len(profiles), np.int64)
    for group in {column.group for column in columns}:
        keys += packed.take(profiles[:, group])
    combinations, counts = _counted(keys, None, space)
    sets = []
    for column in columns:
        combinations, of_column = np.divmod(combinations, len(column.set_edges) - 1)
        sets.append(of_column)
    return sets, counts


def _cells(
    columns: Sequence[StoredColumn], sets: Sequence[_Numbers], weights: _Numbers
) -> tuple[tuple[_Numbers, ...], _Numbers]:
    """Codes of each cell, a list for each column, in order, and the rows in it."""
    owners, packed, space = np.arange(len(weights)), np.zeros(len(weights), np.int64), 1
    for column, of_column in zip(columns, sets, strict=True):
        where, lengths = places(column.set_edges, of_column[owners])
        packed = np.repeat(packed, lengths) * (len(column.values) + 1) + column.set_codes.take(where)
        owners = np.repeat(owners, lengths)
        space *= len(column.values) + 1
    cells, counts = _counted(packed, weights[owners], space)
    codes: list[_Numbers] = []
    for column in reversed(columns):
        cells, code = np.divmod(cells, len(column.values) + 1)
        codes.insert(0, code)
    return tuple(codes), counts


def _counted(keys: _Numbers, weights: _Numbers | None, space: int) -> tuple[_Numbers, _Numbers]:
    """The different keys, in order, and how often each occurs, or the sum of its weights."""
    if space <= 4 * len(keys) + 65536:
        histogram = np.bincount(keys, weights, minlength=space)
        held = histogram.nonzero()[0]
        return held, histogram[held].astype(np.int64)
    if weights is None:
        ordered = np.sort(keys.astype(np.int32) if space < 2**31 else keys)  # half the width, half the time
        firsts, lengths = runs(ordered)
        return ordered.take(firsts).astype(np.int64), lengths
    held, where = np.unique(keys, return_inverse=True)
    return held, np.bincount(where, weights, minlength=len(held)).astype(np.int64)
