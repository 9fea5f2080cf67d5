"""Counting the record by one to three dimensions."""

from collections.abc import Sequence
from dataclasses import dataclass

from .dimensions import PREFERRED, Value, dimension
from .question import Question
from .search import loaded_sources
from .sentences import basis
from .the_index import the_index


@dataclass(frozen=True, slots=True)
class Counted:
    """Non-empty cells as (one value per dimension, count), greatest first; None where a row has no value."""

    by: tuple[str, ...]
    total: int
    cells: list[tuple[tuple[Value | None, ...], int]]
    basis: str

    def rows(self) -> list[dict[str, Value | None]]:
        """The cells with names in place of codes, as programs get them."""
        found = []
        for values, count in self.cells:
            named: dict[str, Value | None] = {
                name: dimension(name).plain(value) for name, value in zip(self.by, values, strict=True)
            }
            found.append({**named, "count": count})
        return found


def count(question: Question, *, by: Sequence[str]) -> Counted:
    """How many of the question's recommendations have each combination of values of the dimensions."""
    names = tuple(dimension(name).name for name in by)
    table = the_index().cross(question.words, filters=question.index_filters(), by=names)
    counted = [(values, n) for values, n in table if PREFERRED not in values]
    counted.sort(key=lambda cell: (-cell[1], [(value is None, str(value)) for value in cell[0]]))
    return Counted(by=names, total=table.total, cells=counted, basis=basis(question, loaded_sources()))
