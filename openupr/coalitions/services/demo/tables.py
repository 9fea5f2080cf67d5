"""The demo's tables."""

import csv
from collections.abc import Iterator
from pathlib import Path

_DATA = Path(__file__).parents[2] / "data"


def rows(table: str, *, data: Path = _DATA) -> Iterator[dict[str, str]]:
    """The rows of a table of the demo, by its name without ending; `data` is the folder it lies in."""
    with (data / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
