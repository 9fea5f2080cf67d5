"""What every engine is given and gives: rows as words, questions as trees, counts by dimension."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bench.questions import Drawn
from openupr.index.rows import IndexRow, Value
from openupr.recommendations.dimensions import DIMENSIONS
from openupr.text.words import cut, stem

Counts = Mapping[str, Mapping[Value, int]]
"""Dimension -> value -> rows, each dimension's own filter ignored."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A row for the other engines: OpenUPR's own words and stems, parted by spaces, so that all count the same."""

    id: int
    text: str
    surfaces: str
    stems: str
    values: Mapping[str, tuple[Value, ...]]


def plain(rows: Iterable[IndexRow]) -> Iterator[Plain]:
    for row in rows:
        surfaces = cut(row.text).surfaces
        values = {each.name: _values(row.values[each.name]) for each in DIMENSIONS}
        # Every row made here counts, so the others are spared the dimension that says so.
        values["source"] = tuple(value for value in values["source"] if value != "preferred")
        yield Plain(row.id, row.text, " ".join(surfaces), " ".join(map(stem, surfaces)), values)


def _values(value: Any) -> tuple[Value, ...]:
    if value in (None, ""):
        return ()
    return tuple(dict.fromkeys(value)) if isinstance(value, tuple | list) else (value,)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is compared: the total, and the counts that the engine can express for this question."""

    total: int
    counts: Counts
    shown: int


class Engine(Protocol):
    """`ask` is what is timed: the whole way to 25 highlighted hits, the total and all facets."""

    name: str

    def ask(self, drawn: Drawn) -> Any: ...

    def read(self, drawn: Drawn, reply: Any) -> Answer: ...
