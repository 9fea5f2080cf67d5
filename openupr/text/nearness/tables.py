"""The tables of `data/nearness_*.csv`; every row says where it comes from."""

import csv
from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"


def rows(table: str) -> list[dict[str, str]]:
    """The rows of data/nearness_{table}.csv."""
    with (_DATA / f"nearness_{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))
