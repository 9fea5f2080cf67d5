"""Facets: how many rows of a result have each value of a column, exactly."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation, Group
from openupr.index.row_sets import Found, marked
from openupr.index.rows import Value
from openupr.index.selecting import Selection
from openupr.index.stretches import places

Counts = list[tuple[Value, int]]
"""Values with at least one row, the most frequent first, equals in the order of their values."""

_Numbers = NDArray[np.int64]
_REMEMBERED = 64


def facets(selection: Selection, chosen: Found | None, names: Sequence[str]) -> dict[str, Counts]:
    """Counts of each named column among the rows `chosen` by the selection; a column's own filter does not count
    against it. Raises UnknownColumn.
    """
    index = selection.index
    by_group: dict[int, _Numbers] = {}
    pieces = []
    for column in map(index.column, names):
        if column.name in selection.fitting:
            slots = count_slots(index, column.group, selection.chosen(without=column.name))
        elif column.group in by_group:
            slots = by_group[column.group]
        else:
            slots = by_group[column.group] = count_slots(index, column.group, chosen)
        pieces.append(slots[column.valued])
    return _ranked(index, tuple(names), pieces)


def count_slots(index: Generation, number: int, found: Found | None) -> _Numbers:
    """Rows that hold each slot of a group, among the rows found (None: all)."""
    group = index.groups[number]
    if found is None:
        return index.slot_totals[number]
    if len(found.rows) * 8 < group.size:
        held, _ = places(group.edges, group.profiles.take(found.rows).astype(np.intp))
        return np.bincount(group.slots.take(held), minlength=len(group.holder_edges) - 1)
    sums = np.zeros(len(group.holders) + 1, np.int64)
    np.cumsum(_count_profiles(index, group, found).take(group.holders), out=sums[1:])
    edges = sums[group.holder_edges]
    counts: _Numbers = edges[1:] - edges[:-1]
    return counts


def _count_profiles(index: Generation, group: Group, found: Found) -> _Numbers:
    if len(found.rows) * 3 > index.rows * 2:  # counting the few that are missing is shorter
        missing = np.flatnonzero(~marked(found.rows, index.rows))
        left: _Numbers = np.diff(group.row_edges) - np.bincount(group.profiles.take(missing), minlength=group.size)
        return left
    return np.bincount(group.profiles.take(found.rows), minlength=group.size)


def _ranked(index: Generation, names: tuple[str, ...], pieces: list[_Numbers]) -> dict[str, Counts]:
    """All columns' counts put in order in one go."""
    if not pieces:
        return {}
    layout = index.layouts.get(names)
    if layout is None:
        if len(index.layouts) >= _REMEMBERED:
            index.layouts.clear()
        layout = index.layouts[names] = _laid_out(index, names)
    owners, values = layout
    counts = np.concatenate(pieces)
    held = np.flatnonzero(counts)
    owners, counts = owners.take(held), counts.take(held)
    order = np.argsort((owners << 32) - counts, kind="stable")
    ranked = list(zip(map(values.__getitem__, held.take(order).tolist()), counts.take(order).tolist(), strict=True))
    borders = np.searchsorted(owners, np.arange(len(pieces) + 1)).tolist()
    return {name: ranked[borders[at] : borders[at + 1]] for at, name in enumerate(names)}


def _laid_out(index: Generation, names: tuple[str, ...]) -> tuple[_Numbers, list[Value]]:
    """The columns' values one behind the other, and the number of the column that each belongs to."""
    sizes = [len(index.columns[name].values) for name in names]
    return np.repeat(np.arange(len(names)), sizes), [value for name in names for value in index.columns[name].values]
