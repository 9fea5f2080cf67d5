"""Questions drawn at random, and what a plain record answers them with."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st

from .plain_record import (
    FOUND_NONE,
    UNKNOWN,
    Filters,
    PlainRow,
    Value,
    chosen,
    table_of,
    told_by,
    told_of_each,
    vocabulary_rows,
)

OWN = (
    "state",
    "from",
    "response",
    "issue",
    "action",
    "session",
    "year",
    "cycle",
    "region",
    "from-region",
    "organisation",
    "from-organisation",
)
"""Dimensions of which one source never tells another."""
LENT = ("sdg", "target", "group", "theme", "symbol")
"""Those that a row has from another source of the same recommendation where its own does not tell."""
BY_THEMES = ("thematic-list", "uhri")
"""Sources that sort by OHCHR's themes."""
CODES = ("response", "issue", "action", "region", "from-region", "organisation", "from-organisation", *LENT)
"""Those that not every source tells."""
Cells = Counter[tuple[Value | None, ...]]


@dataclass(frozen=True)
class PlainQuestion:
    """Filters, values that are kept out, and the dimensions to count by."""

    by: tuple[str, ...]
    filters: Filters = field(default_factory=dict)
    excluded: Filters = field(default_factory=dict)

    def rows(self, rows: Sequence[PlainRow], *, but: str = "") -> Sequence[PlainRow]:
        """The rows that it asks for; `but`: as if it said nothing of this dimension."""
        filters, excluded = (
            {name: values for name, values in some.items() if name != but} for some in (self.filters, self.excluded)
        )
        return chosen(rows, filters, excluded)

    def table(self, rows: Sequence[PlainRow]) -> Cells:
        return table_of(self.rows(rows), self.by)

    def coded(self, rows: Sequence[PlainRow], names: Sequence[str]) -> dict[str, dict[str, int]]:
        """Of how many rows each of these dimensions is told; its own filter is left out, as in a list of filters."""
        found = {name: told_by(self.rows(rows, but=name), name) for name in names}
        return {name: {"n": n, "of": of} for name, (n, of) in found.items()}

    def not_within(self) -> "PlainQuestion":
        """The same without what it says of the dimensions that it counts by."""
        filters, excluded = (
            {name: values for name, values in some.items() if name not in self.by}
            for some in (self.filters, self.excluded)
        )
        return PlainQuestion(self.by, filters, excluded)

    @property
    def uses(self) -> tuple[str, ...]:
        """The dimensions counted by, and those chosen or kept out that a source may not tell."""
        used = {*self.filters, *self.excluded} & {*CODES}
        return tuple(dict.fromkeys([*self.by, *sorted(used)]))

    def address(self, path: str, *names: str, **more: str) -> str:
        """As an address; `names` are what the dimensions to count by are called there."""
        by = zip(names or ("by",) * len(self.by), self.by, strict=True)
        return f"{path}?{urlencode([*by, *self.pairs(), *more.items()])}"

    def pairs(self) -> list[tuple[str, str]]:
        """Filters and exclusions as an address writes them."""
        return [
            *((name, written(value)) for name, values in self.filters.items() for value in values),
            *((f"not-{name}", written(value)) for name, values in self.excluded.items() for value in values),
        ]


def written(value: Value | None) -> str:
    return "none" if value is None else str(value)


@st.composite
def questions(
    draw: st.DrawFn, rows: Sequence[PlainRow], *, dimensions: Sequence[str] = OWN, most: int = 2
) -> PlainQuestion:
    """By one dimension or more, in rows like some of these and unlike some others: few questions find nothing."""
    by = draw(st.lists(st.sampled_from(dimensions), min_size=1, max_size=most, unique=True))
    some = st.lists(st.sampled_from(rows), min_size=1, max_size=3)
    names = st.lists(st.sampled_from(dimensions), max_size=2, unique=True)
    return PlainQuestion(tuple(by), _values(draw(names), draw(some)), _values(draw(names), draw(some)[:1]))


def _values(names: Sequence[str], rows: Sequence[PlainRow]) -> Filters:
    return {name: {value for row in rows for value in row.values(name) or (None,)} for name in names}


def cells_of(rows: Sequence[Mapping[str, Any]], by: Sequence[str]) -> Cells:
    """What a program is answered with, in the plain record's words."""
    return Counter({tuple(plain(name, row[name]) for name in by): row["count"] for row in rows})


def plain(dimension: str, value: Value | None) -> Value | None:
    """A value as programs get it, in the plain record's words."""
    if dimension in {"state", "from"}:
        return _codes()[str(value)]
    if str(value) in {"No SDG found", "No SDG target found", "No group of people found"}:
        return FOUND_NONE[0]
    return str(value).partition(" ")[0] if dimension == "target" and value else value


@cache
def _codes() -> Mapping[str, str]:
    return {row["name"]: row["iso3"] for row in vocabulary_rows("states")} | {"(Unknown)": UNKNOWN}


def told_of_both(question: PlainQuestion, rows: Sequence[PlainRow]) -> list[dict[Value | None, int]]:
    """By value of each of the two dimensions counted by, how many of its rows tell of the other."""
    one, other = question.by
    matching = question.rows(rows)
    return [told_of_each(matching, one, other), told_of_each(matching, other, one)]


def is_known(dimension: str, value: Value | None) -> bool:
    """Of a row without a value nothing is known, but that its State is in no organisation."""
    return value is not None or dimension.endswith("organisation")


def on(rows: Sequence[PlainRow], issue: str) -> Sequence[PlainRow]:
    return chosen(rows, {"issue": [issue]})


def expected_here(rows: Sequence[PlainRow], state: str, issue: str) -> float:
    """Rows on an issue with a State if it were raised there as often, among rows that can tell, as with all others."""
    told = [row for row in rows if row.values("issue") and can_tell(row, issue)]
    here = [row for row in told if row.state == state]
    others = [row for row in told if row.state != state]
    return round(len(here) * len(on(others, issue)) / len(others), 1)


def can_tell(row: PlainRow, issue: Value | None) -> bool:
    """Whether a row that has issues would have this one if it were about it: OHCHR's lists have no theme for some."""
    return row.source not in BY_THEMES or issue in _issues_of_lists()[row.cycle]


def has_no_theme(rows: Sequence[PlainRow], by: Sequence[str], values: Sequence[Value | None]) -> bool:
    """Whether of a cell of a table of issues by session, year or cycle no row could have the issue."""
    cell = dict(zip(by, values, strict=True))
    if "issue" not in cell or cell["issue"] is None or not {*cell} & {"session", "year", "cycle"}:
        return False
    [series] = {*cell} - {"issue"}
    having = [row for row in chosen(rows, {series: [cell[series]]}) if row.values("issue")]
    return bool(having) and not any(can_tell(row, cell["issue"]) for row in having)


@cache
def _issues_of_lists() -> Mapping[int, frozenset[Value]]:
    labels = {row["key"]: row["label"] for row in vocabulary_rows("issues")}
    themes = [(row["lists"].split("|"), row["issues"].split("|")) for row in vocabulary_rows("ohchr_themes")]
    return {
        cycle: frozenset(labels[key] for lists, keys in themes if f"cycle {cycle}" in lists for key in keys if key)
        for cycle in range(1, 5)
    }
