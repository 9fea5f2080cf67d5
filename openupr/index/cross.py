"""Cross-tables: how many rows of a result have each combination of values of one to three columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation, Rows, StoredColumn
from openupr.index.language import Query, parse
from openupr.index.matching import match
from openupr.index.row_sets import everything
from openupr.index.rows import Value
from openupr.index.selecting import Filters, select

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
    found = select(index, match(index, parsed.tree, scored=False), filters).chosen()
    rows = everything(index.rows) if found is None else found.rows
    packed, _ = _packed(index, columns, rows)
    sizes = [len(column.values) + 1 for column in columns]
    cells, counts = _counted(packed, int(np.prod(sizes)))
    codes: list[_Numbers] = []
    for size in reversed(sizes):
        cells, code = np.divmod(cells, size)
        codes.insert(0, code)
    values = tuple((None, *column.values) for column in columns)
    return CrossTable(tuple(by), len(rows), values, tuple(codes), counts)


def _packed(index: Generation, columns: Sequence[StoredColumn], rows: Rows) -> tuple[_Numbers, _Numbers]:
    """One number for each combination a row stands in, and the place in `rows` it belongs to."""
    packed, owners = np.zeros(len(rows), np.int64), np.arange(len(rows))
    for column in columns:
        starts, lengths, codes = _codes_of_profiles(index, column)
        profiles = index.group_of(column).profiles[rows][owners]
        width = len(column.values) + 1
        if not column.multi:
            packed = packed * width + codes[profiles]
            continue
        spread = lengths[profiles]
        firsts = np.repeat(starts[profiles] - (np.cumsum(spread) - spread), spread)
        packed = np.repeat(packed, spread) * width + codes[firsts + np.arange(len(firsts))]
        owners = np.repeat(owners, spread)
    return packed, owners


def _codes_of_profiles(index: Generation, column: StoredColumn) -> tuple[_Numbers, _Numbers, _Numbers]:
    """(start, length, codes): each profile's codes, which are slots counted from the column's base."""
    group = index.group_of(column)
    inside = (group.slots >= column.slots.start) & (group.slots < column.slots.stop)
    codes = (group.slots[inside] - column.base).astype(np.int64)
    owners = np.repeat(np.arange(group.size), np.diff(group.edges))[inside]
    lengths = np.bincount(owners, minlength=group.size)
    return np.cumsum(lengths) - lengths, lengths, codes


def _counted(packed: _Numbers, space: int) -> tuple[_Numbers, _Numbers]:
    if space > 4_000_000:
        return np.unique(packed, return_counts=True)
    histogram = np.bincount(packed, minlength=space)
    cells = np.flatnonzero(histogram)
    return cells, histogram[cells]
