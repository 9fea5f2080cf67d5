"""The rows of a result as columns of codes, for what no cross-table can answer: who said how much
in which review.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation, Rows
from openupr.index.language import Query, parse_question
from openupr.index.matching import match
from openupr.index.rows import Value
from openupr.index.selecting import Filters, select

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class RowTable:
    """`codes` of a column: one for each row, the place of its value among `values`.

    Code 0 is None, no value.
    """

    index: Generation
    rows: Rows
    codes: Mapping[str, Codes]
    values: Mapping[str, tuple[Value | None, ...]]

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def ids(self) -> NDArray[Any]:
        """The rows' numbers in the system of record."""
        return self.index.array["ids"].take(self.rows)

    def payloads(self, places: Sequence[int]) -> list[bytes]:
        """The payloads of the rows in these places of the table."""
        return [self.index.payload(int(self.rows[place])) for place in places]


def row_table(index: Generation, query: str | Query, *, filters: Filters, columns: Sequence[str]) -> RowTable:
    """Raises UnknownColumn, ValueError for a column whose rows may have several values."""
    stored = [index.column(name) for name in columns]
    if several := [column.name for column in stored if column.multi]:
        raise ValueError(f"Rows may have several values of {', '.join(several)}.")
    parsed = parse_question(query) if isinstance(query, str) else query
    result = select(index, match(index, parsed.tree, scored=False), filters).chosen
    rows = np.arange(index.rows, dtype=np.int32) if result is None else result.rows
    profiles = index.profiles_of(rows)
    codes = {
        column.name: column.sets.take(profiles[:, column.group].astype(np.int64) - column.first) for column in stored
    }
    return RowTable(index, rows, codes, {column.name: column.by_code for column in stored})
