"""Dates of a group's own, and phases, that are to come before others: the keys, and where each rule
is from.
"""

import csv
from collections import defaultdict
from pathlib import Path

_TABLE = Path(__file__).parents[1] / "data" / "sequences.csv"


def _read() -> dict[str, frozenset[str]]:
    after: dict[str, set[str]] = defaultdict(set)
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            after[row["first"]].add(row["then"])
    return {first: frozenset(then) for first, then in after.items()}


TO_COME_BEFORE = _read()
"""{key: keys of the dates that it is to come before}."""
