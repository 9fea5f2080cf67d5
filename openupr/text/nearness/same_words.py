"""What is written in different words for the same, put in one way: `data/nearness_same_words.csv`."""

import csv
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parents[1] / "data" / "nearness_same_words.csv"


def longest_at(surfaces: list[str], at: int) -> tuple[int, tuple[str, ...]]:
    """How many folded words from here on are one way to write something, 0 for none; and what stands for it."""
    for length, written in _lengths().get(surfaces[at], ()):
        if tuple(surfaces[at : at + length]) == written:
            return length, _table()[written]
    return 0, ()


@cache
def _table() -> dict[tuple[str, ...], tuple[str, ...]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    return {tuple(each.split()): tuple(row["as"].split()) for row in rows for each in row["written"].split("|")}


@cache
def _lengths() -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    """The ways to write by their first word, the longest first."""
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for written in sorted(_table(), key=len, reverse=True):
        found.setdefault(written[0], []).append((len(written), written))
    return found
