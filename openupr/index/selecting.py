"""Filters: the rows of a match that also have the values asked for, and for each filtered column
the rows without that one filter, because a facet shows what else could be chosen in its own column.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation, Profiles, Rows, StoredColumn
from openupr.index.row_sets import Found, Mask, Places, marked
from openupr.index.rows import Value
from openupr.index.stretches import places


@dataclass(frozen=True, slots=True)
class Without:
    """A filter that keeps rows out: those with any of `none` and, where `any_of` is given, those
    with none of it.
    """

    none: Collection[Value | None]
    any_of: Collection[Value | None] = ()


Wanted: TypeAlias = Collection[Value | None] | Without
Filters: TypeAlias = Mapping[str, Wanted]
"""Column name -> values, any of which will do; every column must fit.

None asks for rows without a value. A column with an empty collection is not filtered; a value that
no row has matches nothing.
"""


@dataclass(frozen=True)
class Selection:
    """A match (None: every row of the record) and the filters on it.

    `fitting` marks for each filtered column the profiles that pass; filters that keep no row out
    are not in it.
    """

    index: Generation
    matched: Found | None
    fitting: dict[str, Mask]

    @cached_property
    def chosen(self) -> Found | None:
        """Rows that pass all filters. None means every row."""
        start, kept = self._start[1], self._kept
        if start is None or kept is None:
            return start
        return Found(start.rows.take(kept), None if start.scores is None else start.scores.take(kept))

    @property
    def profiles(self) -> Profiles | None:
        """The profiles of the rows that pass all filters. None means those of every row."""
        if self._start[1] is None:
            return None
        return self._profiles if self._kept is None else self._profiles.take(self._kept, axis=0)

    def profile_counts(self, *, but: str = "") -> NDArray[np.int64] | None:
        """How many of the rows that pass all filters, or all but the one on a column, have each
        profile. None means the counts of the whole record.
        """
        base, start = self._start
        if but and but == base:
            others = {name: fitting for name, fitting in self.fitting.items() if name != base}
            return Selection(self.index, self.matched, others).profile_counts()
        if start is None:
            return None
        kept = self._places_but(but) if but else self._kept
        if kept is not None:
            return self.index.histogram(self._profiles.take(kept, axis=0))
        if len(start.rows) * 3 > self.index.rows * 2:  # counting the few that are missing is shorter
            missing = (~marked(start.rows, self.index.rows)).nonzero()[0].astype(np.int32)
            counts: NDArray[np.int64] = self.index.profile_sizes - self.index.histogram(self.index.profiles_of(missing))
            return counts
        return self.index.histogram(self._profiles)

    @cached_property
    def _start(self) -> tuple[str, Found | None]:
        """What the other filters are applied to: the match, or else the rows of the strictest
        filter, and its name.
        """
        if self.matched is not None or not self.fitting:
            return "", self.matched
        strictest = min(self.fitting, key=self._count)
        return strictest, Found(self._rows(strictest))

    @cached_property
    def _profiles(self) -> Profiles:
        """Of the rows to start from."""
        start = self._start[1]
        return self.index.profiles if start is None else self.index.profiles_of(start.rows)

    @cached_property
    def _masks(self) -> dict[str, Mask]:
        """Which of the rows to start from pass each other filter."""
        base = self._start[0]
        return {
            name: fitting.take(self._profiles[:, self.index.columns[name].group])
            for name, fitting in self.fitting.items()
            if name != base
        }

    @cached_property
    def _kept(self) -> Places | None:
        return self._places_but("")

    def _places_but(self, but: str) -> Places | None:
        """Among the rows to start from, those that pass all filters but one. None means all."""
        masks = [mask for name, mask in self._masks.items() if name != but]
        return reduce(np.logical_and, masks).nonzero()[0] if masks else None

    def _count(self, name: str) -> int:
        return int(self.index.profile_sizes[self.fitting[name]].sum())

    def _rows(self, name: str) -> Rows:
        fitting, index = self.fitting[name], self.index
        if self._count(name) < index.rows // 8:
            where = places(index.array["profile_row_edges"], fitting.nonzero()[0])[0]
            return np.sort(index.array["profile_rows"].take(where))
        return fitting.take(index.profiles[:, index.columns[name].group]).nonzero()[0].astype(np.int32)


def select(index: Generation, matched: Found | None, filters: Filters) -> Selection:
    """Raises UnknownColumn."""
    fitting: dict[str, Mask] = {}
    for name, values in filters.items():
        column = index.column(name)
        if values and not _keeps_all(index, column, values):
            passing = _passing_profiles(index, column, values)
            if not passing[column.own_profiles].all():
                fitting[name] = passing
    return Selection(index, matched, fitting)


def _keeps_all(index: Generation, column: StoredColumn, values: Wanted) -> bool:
    """Told at a glance: one of the values is every row's."""
    if isinstance(values, Without) or not index.held_by_all:
        return False
    return any(column.slot_of.get(value) in index.held_by_all for value in values)


def _passing_profiles(index: Generation, column: StoredColumn, values: Wanted) -> Mask:
    """A mark for each profile; those of other groups than the column's are never looked at."""
    if not isinstance(values, Without):
        return _fitting_profiles(index, column, values)
    passing: Mask = ~_fitting_profiles(index, column, values.none)
    return passing & _fitting_profiles(index, column, values.any_of) if values.any_of else passing


def _fitting_profiles(index: Generation, column: StoredColumn, values: Iterable[Value | None]) -> Mask:
    holders, edges = index.array["holders"], index.array["holder_edges"]
    fitting = np.zeros(index.everyones + 1, np.bool_)
    for value in values:
        slot = column.slot_of.get(value)
        if slot is not None:
            fitting[holders[edges[slot] : edges[slot + 1]]] = True
    return fitting
