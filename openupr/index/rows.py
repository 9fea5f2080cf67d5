"""What an index is built from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Value: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One row: its number in the system of record, its text, what it is counted by, what is shown
    of it.

    `values` holds for a column one value, or for a multi-valued column a collection of them; None,
    "" and an empty collection mean that it has none. `payload` is given back as it is.
    `fingerprint`: a number for everything that the row was made of, by which a later build knows it
    again; 0 for none.
    """

    id: int
    text: str
    values: Mapping[str, Value | tuple[Value, ...] | list[Value] | set[Value] | frozenset[Value] | None] = field(
        default_factory=dict
    )
    payload: bytes = b""
    fingerprint: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """Something rows are filtered, counted and, where `sort`, ordered by.

    All its values are text, or all integers.

    `counted` says which values facets count; rows are filtered and cross-tables made by all of
    them.
    """

    name: str
    multi: bool = False
    sort: bool = False
    counted: Callable[[Value], bool] | None = None


class UnknownColumn(LookupError):
    """A filter, facet, dimension or order names a column that the index does not have for this
    use.
    """

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f'The index has no column "{name}" for this. It has: {", ".join(known) or "none"}.')
        self.name = name
