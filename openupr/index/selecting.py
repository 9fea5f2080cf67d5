"""Filters: the rows of a match that also have the values asked for, and for each filtered column the rows without
that one filter, because a facet shows what else could be chosen in its own column.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TypeAlias

import numpy as np

from openupr.index.generation import Generation, Group, Rows, StoredColumn
from openupr.index.row_sets import Found, Mask
from openupr.index.rows import Value
from openupr.index.stretches import places


@dataclass(frozen=True, slots=True)
class Without:
    """A filter that keeps rows out: those with any of `none` and, where `any_of` is given, those with none of it."""

    none: Collection[Value | None]
    any_of: Collection[Value | None] = ()


Filters: TypeAlias = Mapping[str, Collection[Value | None] | Without]
"""Column name -> values, any of which will do; every column must fit. None asks for rows without a value.
A column with an empty collection is not filtered; a value that no row has matches nothing."""


@dataclass(frozen=True)
class Selection:
    """A match (None: every row of the record) and the filters on it.

    `fitting` marks for each filtered column the profiles that pass; filters that keep no row out are not in it.
    """

    index: Generation
    matched: Found | None
    fitting: dict[str, Mask]

    def chosen(self, without: str | None = None) -> Found | None:
        """Rows that pass all filters, or all but the one on the column `without`. None means every row."""
        base, start = self._start
        if without == base:
            return Selection(self.index, self.matched, {n: f for n, f in self.fitting.items() if n != base}).chosen()
        masks = [mask for name, mask in self._masks.items() if name != without]
        if start is None or not masks:
            return start
        kept = np.flatnonzero(reduce(np.logical_and, masks))
        return Found(start.rows.take(kept), None if start.scores is None else start.scores.take(kept))

    @cached_property
    def _start(self) -> tuple[str, Found | None]:
        """What the other filters are applied to: the match, or else the rows of the strictest filter, and its name."""
        if self.matched is not None or not self.fitting:
            return "", self.matched
        strictest = min(self.fitting, key=self._count)
        return strictest, Found(self._rows(strictest))

    @cached_property
    def _masks(self) -> dict[str, Mask]:
        base, start = self._start
        return (
            {}
            if start is None
            else {
                name: fitting.take(self._group(name).profiles.take(start.rows))
                for name, fitting in self.fitting.items()
                if name != base
            }
        )

    def _group(self, name: str) -> Group:
        return self.index.group_of(self.index.columns[name])

    def _count(self, name: str) -> int:
        sizes = np.diff(self._group(name).row_edges)
        return int(sizes[self.fitting[name]].sum())

    def _rows(self, name: str) -> Rows:
        group, fitting = self._group(name), self.fitting[name]
        if self._count(name) < self.index.rows // 8:
            return np.sort(group.rows[places(group.row_edges, np.flatnonzero(fitting))[0]])
        return np.flatnonzero(fitting.take(group.profiles)).astype(np.int32)


def select(index: Generation, matched: Found | None, filters: Filters) -> Selection:
    """Raises UnknownColumn."""
    fitting = {
        name: _passing_profiles(index, column, values)
        for name, values in filters.items()
        if (column := index.column(name)) and values
    }
    return Selection(index, matched, {name: mask for name, mask in fitting.items() if not mask.all()})


def _passing_profiles(index: Generation, column: StoredColumn, values: Collection[Value | None] | Without) -> Mask:
    if not isinstance(values, Without):
        return _fitting_profiles(index, column, values)
    passing: Mask = ~_fitting_profiles(index, column, values.none)
    return passing & _fitting_profiles(index, column, values.any_of) if values.any_of else passing


def _fitting_profiles(index: Generation, column: StoredColumn, values: Iterable[Value | None]) -> Mask:
    group = index.group_of(column)
    fitting = np.zeros(group.size, np.bool_)
    for value in values:
        slot = column.slot_of.get(value)
        if slot is not None:
            fitting[group.holders[group.holder_edges[slot] : group.holder_edges[slot + 1]]] = True
    return fitting
