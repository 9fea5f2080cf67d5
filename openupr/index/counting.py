"""Facets: how many rows of a result have each value of a column, exactly."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation, Group, Rows, StoredColumn
from openupr.index.row_sets import Found, marked
from openupr.index.rows import Value
from openupr.index.selecting import Selection

Counts = list[tuple[Value, int]]
"""Values with at least one row, the most frequent first, equals in the order of their values."""

_Numbers = NDArray[np.int64]


def facets(selection: Selection, names: Iterable[str]) -> dict[str, Counts]:
    """Counts of each named column; a column's own filter does not count against it. Raises UnknownColumn."""
    index = selection.index
    columns = [index.column(name) for name in names]
    chosen = selection.chosen()
    by_group: dict[int, _Numbers] = {}
    counted: dict[str, Counts] = {}
    for column in columns:
        if column.name in selection.masks:
            slots = count_slots(index, column.group, selection.chosen(without=column.name))
        elif column.group in by_group:
            slots = by_group[column.group]
        else:
            slots = by_group[column.group] = count_slots(index, column.group, chosen)
        counted[column.name] = _ranked(column, slots)
    return counted


def count_slots(index: Generation, number: int, found: Found | None) -> _Numbers:
    """Rows that hold each slot of a group, among the rows found (None: all)."""
    group = index.groups[number]
    profiles = _count_profiles(index, group, found)
    sums = np.append(0, np.cumsum(profiles[group.holders]))
    counts: _Numbers = np.diff(sums[group.holder_edges])
    return counts


def _count_profiles(index: Generation, group: Group, found: Found | None) -> _Numbers:
    everywhere: _Numbers = np.diff(group.row_edges)
    if found is None:
        return everywhere
    if len(found.rows) * 3 > index.rows * 2:  # counting the few that are missing is shorter
        missing = np.flatnonzero(~marked(found.rows, index.rows))
        return everywhere - _histogram(group, missing)
    return _histogram(group, found.rows)


def _histogram(group: Group, rows: Rows | _Numbers) -> _Numbers:
    counts: _Numbers = np.bincount(group.profiles[rows], minlength=group.size)
    return counts


def _ranked(column: StoredColumn, slots: _Numbers) -> Counts:
    counts = slots[column.slots][1:]
    order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    values = column.values
    return [(values[at], count) for at, count in zip(order.tolist(), counts[order].tolist(), strict=True)]
