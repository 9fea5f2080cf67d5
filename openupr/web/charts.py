"""What the charts of `{% load charts %}` are given, and the arithmetic behind them: shares,
lengths, heat.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a whole: `count` rows in one tone (parts.TONES)."""

    label: Text
    count: int
    tone: str = "plain"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its length is `count`; with `parts` it is divided among them."""

    label: Text
    count: int
    url: str = ""
    parts: Sequence[Part] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A row's or column's name in a cross-table.

    `note` stands small below it; `grey`: it cannot be compared.
    """

    label: Text
    url: str = ""
    note: Text = ""
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a cross-table.

    `note` stands small below it (a share, say); `parts` draw a thin bar.

    `weight` is what the shade shows, where that is not the count; 0 for a cell not to be compared
    with the others. `unknown`: words in place of a 0 that nobody knows; drawn as a dash, heard as
    they are.
    """

    count: int
    url: str = ""
    note: Text = ""
    parts: Sequence[Part] = ()
    weight: float | None = None
    unknown: Text = ""

    @property
    def shade(self) -> float:
        return self.count if self.weight is None else self.weight


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Rows x columns of cells.

    `totals` (one a row) and `foot` (one a column, and a last for all when there are `totals`) may
    be empty.
    """

    caption: Text
    corner: Text
    columns: Sequence[Head]
    rows: Sequence[tuple[Head, Sequence[Cell]]]
    totals: Sequence[Cell] = ()
    foot: Sequence[Cell] = ()
    total_label: Text = ""
    shaded: bool = True


def percent(count: float, whole: float) -> float:
    """`count` in `whole` as 0..100 with two decimals; 0 of 0 is 0."""
    return round(100 * count / whole, 2) if whole else 0.0


def heat(count: float, most: float) -> int:
    """The shade of a cell, 0 (nothing) to 8 (`most`).

    By square root, so that small counts differ too.
    """
    if count <= 0 or most <= 0:
        return 0
    return max(1, min(8, round(8 * sqrt(count / most))))
