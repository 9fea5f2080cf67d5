"""Facets: how many rows of a result have each value of a column, exactly."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation
from openupr.index.rows import Value
from openupr.index.selecting import Selection

Counts = list[tuple[Value, int]]
"""Values with at least one row, the most frequent first, equals in the order of their values."""

_Numbers = NDArray[np.int64]
_REMEMBERED = 64
_PLACE_BITS, _COUNT_BITS = 23, 32
"""A value's place among all values counted, and its count, as they are packed into one integer to
be sorted.
"""


@dataclass(frozen=True, slots=True)
class _Layout:
    """The values of some columns one behind the other, and what counting them needs: `holders` are
    the profiles that hold the first value, then those that hold the second ...; each value's begin
    at its place of `firsts`.
    """

    names: tuple[str, ...]
    values: NDArray[np.object_]
    starts: _Numbers
    totals: _Numbers
    holders: _Numbers
    firsts: _Numbers
    order: _Numbers

    def counted(self, profile_counts: _Numbers | None) -> _Numbers:
        """Rows that hold each value, where so many rows have each profile (None: the whole
        record).
        """
        if profile_counts is None or not len(self.values):
            return self.totals.copy()
        counts: _Numbers = np.add.reduceat(profile_counts.take(self.holders), self.firsts)
        return counts


def facets(selection: Selection, names: Sequence[str]) -> dict[str, Counts]:
    """Counts of each named column among the rows that the selection chooses; a column's own filter
    does not count against it. Raises UnknownColumn.
    """
    index = selection.index
    layout = _layout(index, tuple(names))
    counts = layout.counted(selection.profile_counts())
    for at, name in enumerate(layout.names):
        if name in selection.fitting:
            own = _layout(index, (name,)).counted(selection.profile_counts(but=name))
            counts[layout.starts[at] : layout.starts[at + 1]] = own
    return _ranked(layout, counts)


def coded(selection: Selection, names: Sequence[str]) -> dict[str, tuple[int, int]]:
    """For each named column (rows with a value, rows) of the selection without the column's own
    filter: what a facet of it can tell, and of how many. Raises UnknownColumn.
    """
    with_value = {}
    everywhere = selection.profile_counts()
    for name in names:
        counts = selection.profile_counts(but=name) if name in selection.fitting else everywhere
        with_value[name] = _with_a_value(selection.index, name, counts)
    return with_value


def _with_a_value(index: Generation, name: str, counts: _Numbers | None) -> tuple[int, int]:
    base = index.column(name).base
    if counts is None:
        return index.rows - int(index.slot_totals[base]), index.rows
    rows = int(counts[index.everyones])
    return rows - int(counts.take(_holders(index, base)).sum()), rows


def _ranked(layout: _Layout, counts: _Numbers) -> dict[str, Counts]:
    """All columns' counts put in order in one go: column, count and place are one integer, and the
    place is read back from it.
    """
    positions = counts.nonzero()[0]
    keys = layout.order.take(positions) - (counts.take(positions) << _PLACE_BITS)
    keys.sort()
    keys &= (1 << _PLACE_BITS) - 1
    ranked = list(zip(layout.values.take(keys).tolist(), counts.take(keys).tolist(), strict=True))
    borders = positions.searchsorted(layout.starts).tolist()
    return {name: ranked[borders[at] : borders[at + 1]] for at, name in enumerate(layout.names)}


def _layout(index: Generation, names: tuple[str, ...]) -> _Layout:
    known = index.layouts.get(names)
    if known is None:
        if len(index.layouts) >= _REMEMBERED:
            index.layouts.clear()
        known = index.layouts[names] = _laid_out(index, names)
    return known


def _laid_out(index: Generation, names: tuple[str, ...]) -> _Layout:
    """Raises UnknownColumn."""
    columns = [index.column(name) for name in names]
    starts = np.cumsum([0, *(len(column.counted) for column in columns)])
    slots = [column.base + 1 + at for column in columns for at in column.counted]
    holders = [np.zeros(0, np.int64), *(_holders(index, slot) for slot in slots)]
    owners = np.repeat(np.arange(1, len(columns) + 1), np.diff(starts))
    return _Layout(
        names=names,
        values=np.array([column.values[at] for column in columns for at in column.counted], np.object_),
        starts=starts,
        totals=index.slot_totals[slots],
        holders=np.concatenate(holders),
        firsts=np.cumsum([len(holder) for holder in holders])[:-1],
        order=(owners << (_COUNT_BITS + _PLACE_BITS)) + np.arange(len(slots)),
    )


def _holders(index: Generation, slot: int) -> _Numbers:
    """Profiles that hold a value; what every row holds is read off one profile."""
    if slot in index.held_by_all:
        return np.array([index.everyones])
    edges = index.array["holder_edges"]
    holders: _Numbers = index.array["holders"][edges[slot] : edges[slot + 1]]
    return holders
