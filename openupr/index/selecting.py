"""Filters: the rows of a match that also have the values asked for, and for each filtered column the rows without
that one filter, because a facet shows what else could be chosen in its own column.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from typing import TypeAlias

import numpy as np

from openupr.index.generation import Generation, StoredColumn
from openupr.index.row_sets import Found, Mask, both
from openupr.index.rows import Value
from openupr.index.stretches import places

Filters: TypeAlias = Mapping[str, Collection[Value | None]]
"""Column name -> values, any of which will do; every column must fit. None asks for rows without a value.
A column with an empty collection is not filtered; a value that no row has matches nothing."""


class Selection:
    """A match and the filters on it."""

    def __init__(self, index: Generation, matched: Found | None, filters: Filters) -> None:
        """`matched` None means every row of the record. Raises UnknownColumn."""
        self.index, self.matched = index, matched
        self._masks: dict[str, Mask] = {}  # over the rows of the match
        self._rows: dict[str, Found] = {}  # where there is no match to begin with
        for name, values in filters.items():
            column = index.column(name)
            if values:
                self._add(column, _fitting_profiles(index, column, values))

    def _add(self, column: StoredColumn, fitting: Mask) -> None:
        if fitting.all():
            return
        group = self.index.group_of(column)
        if self.matched is not None:
            self._masks[column.name] = fitting[group.profiles[self.matched.rows]]
            return
        profiles = np.flatnonzero(fitting)
        count = int((group.row_edges[profiles + 1] - group.row_edges[profiles]).sum())
        if count < self.index.rows // 8:
            rows = np.sort(group.rows[places(group.row_edges, profiles)[0]])
        else:
            rows = np.flatnonzero(fitting[group.profiles]).astype(np.int32)
        self._rows[column.name] = Found(rows)

    def chosen(self, without: str | None = None) -> Found | None:
        """Rows that pass all filters, or all but the one on the column `without`. None means every row."""
        if self.matched is None:
            sets = sorted(
                (found for name, found in self._rows.items() if name != without), key=lambda found: len(found.rows)
            )
            return reduce(lambda left, right: both(left, right, self.index.rows), sets) if sets else None
        masks = [mask for name, mask in self._masks.items() if name != without]
        if not masks:
            return self.matched
        kept = np.flatnonzero(reduce(np.logical_and, masks))
        scores = self.matched.scores
        return Found(self.matched.rows[kept], None if scores is None else scores[kept])

    def narrowed(self, name: str) -> bool:
        """Whether a filter on this column keeps any row of the record out."""
        return name in self._masks or name in self._rows


def _fitting_profiles(index: Generation, column: StoredColumn, values: Iterable[Value | None]) -> Mask:
    group = index.group_of(column)
    fitting = np.zeros(group.size, np.bool_)
    for value in values:
        slot = column.slot_of.get(value)
        if slot is not None:
            fitting[group.holders[group.holder_edges[slot] : group.holder_edges[slot + 1]]] = True
    return fitting
