"""The position a State takes, from the sentence above a list. The phrases are data/positions.csv, tried in order."""

import csv
import re
from functools import cache
from pathlib import Path
from typing import cast

from .values import Position


def position_in(sentence: str) -> Position:
    """ "" where the sentence says nothing of a position."""
    return next((position for pattern, position in _phrases() if pattern.search(sentence)), "")


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], Position], ...]:
    with (Path(__file__).parent / "data" / "positions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (re.compile(row["pattern"], re.IGNORECASE | re.DOTALL), cast(Position, row["position"]))
            for row in csv.DictReader(file, strict=True)
        )
