"""What position a sentence tells: the phrases are data, tried in order."""

import csv
import re
from functools import cache
from pathlib import Path
from typing import Literal, cast

from .values import Position

_PARTS = re.compile(r"[,;]|\b(?:and|or|while|whereas|but)\b", re.IGNORECASE)


def position_in(sentence: str, table: Literal["positions", "answers"] = "positions") -> Position:
    """Of a report's sentence above a list ("positions"), or of an addendum's ("answers"); "" where
    it tells none.
    """
    return next((position for pattern, position in _phrases(table) if pattern.search(sentence)), "")


def positions_in(text: str, table: Literal["positions", "answers"] = "positions") -> list[Position]:
    """The positions that the parts of a text tell, each once: two of "are supported or noted"."""
    positions = (position_in(part, table) for part in _PARTS.split(text))
    return list(dict.fromkeys(position for position in positions if position))


@cache
def _phrases(table: str) -> tuple[tuple[re.Pattern[str], Position], ...]:
    with (Path(__file__).parent / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (re.compile(row["pattern"], re.IGNORECASE | re.DOTALL), cast(Position, row["position"]))
            for row in csv.DictReader(file, strict=True)
        )
