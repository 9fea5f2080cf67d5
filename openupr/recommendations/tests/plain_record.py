"""Rows of the record, and how they are chosen and counted, in plain words: none of OpenUPR's code.

What OpenUPR says of a mixed record is compared with what stands here. The vocabularies are the same: they are data.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

VOCABULARY = Path(__file__).resolve().parents[2] / "upr" / "data"
UNKNOWN = "?"
FOUND_NONE = ("found-none",)
"""Of a row of which its source looked for values and found none."""
Value = str | int


@dataclass(frozen=True, slots=True)
class PlainRow:
    """One recommendation of one State to another, as one source has it. `has` holds its values by dimension."""

    source: str
    session: int
    cycle: int
    state: str
    giver: str
    text: str
    has: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)

    def values(self, dimension: str) -> tuple[Value, ...]:
        """Its values of a dimension; none where its source does not tell."""
        return self.has.get(dimension, ())


Filters = Mapping[str, Collection[Value | None]]


def counted_rows(rows: Iterable[PlainRow]) -> list[PlainRow]:
    """Of each review one source's rows: the first in rank with nine tenths of the fullest's (docs/decisions/0002)."""
    by_review: dict[tuple[str, int], dict[str, list[PlainRow]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_review[row.state, row.session][row.source].append(row)
    ranks = [row["key"] for row in vocabulary_rows("sources")]
    found = []
    for by_source in by_review.values():
        fullest = max(map(len, by_source.values()))
        found += by_source[next(key for key in ranks if len(by_source.get(key, ())) >= 0.9 * fullest)]
    return found


def chosen(rows: Sequence[PlainRow], filters: Filters, excluded: Filters | None = None) -> Sequence[PlainRow]:
    """The rows that have one of the values of every filter, and none of those excluded; None is "has no value"."""
    for name, values in filters.items():
        wanted = frozenset(values)
        rows = [row for row in rows if _has_one(row, name, wanted)]
    for name, values in (excluded or {}).items():
        unwanted = frozenset(values)
        rows = [row for row in rows if not _has_one(row, name, unwanted)]
    return rows


def table_of(rows: Iterable[PlainRow], by: Iterable[str]) -> Counter[tuple[Value | None, ...]]:
    """How many rows have each combination of values; a row without a value counts under None."""
    found: Counter[tuple[Value | None, ...]] = Counter()
    names = list(by)
    for row in rows:
        combinations: list[tuple[Value | None, ...]] = [()]
        for name in names:
            combinations = [(*some, value) for some in combinations for value in row.values(name) or (None,)]
        found.update(combinations)
    return found


def told_by(rows: Sequence[PlainRow], dimension: str) -> tuple[int, int]:
    """(rows that tell of the dimension, rows). Who is in none of the organisations is known to be in none; so, in nine
    rows of UPR Info's export, is a recommending State that is not known.
    """
    is_known = dimension in {"organisation", "from-organisation"}
    return len(rows) if is_known else sum(bool(row.values(dimension)) for row in rows), len(rows)


def told_of_each(rows: Sequence[PlainRow], dimension: str, other: str) -> dict[Value | None, int]:
    """By value of a dimension (None: none), how many of its rows tell of the other."""
    having: dict[Value | None, list[PlainRow]] = defaultdict(list)
    for row in rows:
        for value in row.values(dimension) or (None,):
            having[value].append(row)
    return {value: told_by(some, other)[0] for value, some in having.items()}


def _has_one(row: PlainRow, name: str, values: AbstractSet[Value | None]) -> bool:
    own = row.values(name)
    return not values.isdisjoint(own) if own else None in values


def vocabulary_rows(name: str) -> list[dict[str, str]]:
    """A list of the product's vocabulary, which is data."""
    return csv_rows(VOCABULARY / f"{name}.csv")


def csv_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
