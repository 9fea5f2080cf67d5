"""Filters: the rows of a match that also have the values asked for, and for each filtered column the rows
without that one filter, because a facet shows what else could be chosen in its own column.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation, StoredColumn
from openupr.index.row_sets import Found
from openupr.index.rows import Value

Filters: TypeAlias = Mapping[str, Collection[Value | None]]
"""Column name -> values, any of which will do; every column must fit. None asks for rows without a value.
A column with an empty collection is not filtered; a value that no row has matches nothing."""

_Mask: TypeAlias = NDArray[np.bool_]


@dataclass(slots=True)
class Selection:
    """A match and the filters on it, as masks over its rows; `rows` None means every row of the record."""

    index: Generation
    matched: Found | None
    masks: dict[str, _Mask] = field(default_factory=dict)

    def chosen(self, without: str | None = None) -> Found | None:
        """Rows that pass all filters, or all but the one on the column `without`. None means every row."""
        masks = [mask for name, mask in self.masks.items() if name != without]
        if not masks:
            return self.matched
        mask = reduce(np.logical_and, masks)
        if self.matched is None:
            return Found(np.flatnonzero(mask).astype(np.int32))
        scores = self.matched.scores
        return Found(self.matched.rows[mask], None if scores is None else scores[mask])


def select(index: Generation, matched: Found | None, filters: Filters) -> Selection:
    """Raises UnknownColumn."""
    selection = Selection(index, matched)
    for name, values in filters.items():
        column = index.column(name)
        if values:
            group = index.group_of(column)
            fitting = _fitting_profiles(index, column, values)
            profiles = group.profiles if matched is None else group.profiles[matched.rows]
            selection.masks[name] = fitting[profiles]
    return selection


def _fitting_profiles(index: Generation, column: StoredColumn, values: Iterable[Value | None]) -> _Mask:
    group = index.group_of(column)
    fitting = np.zeros(group.size, np.bool_)
    for value in values:
        slot = column.slot_of.get(value)
        if slot is not None:
            fitting[group.holders[group.holder_edges[slot] : group.holder_edges[slot + 1]]] = True
    return fitting
