"""Reads the tables of `data/`: UTF-8 CSV with a header, several values in a cell divided by `|`."""

import csv
from datetime import date
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(table: str) -> list[dict[str, str]]:
    """The rows of data/{table}.csv, each a mapping of column to text ("" where the cell is
    empty).
    """
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold several: "AU|OIC" -> ("AU", "OIC"), "" -> ()."""
    return tuple(cell.split("|")) if cell else ()


def whole(cell: str) -> int | None:
    """The whole number in a cell, None where it is empty."""
    return int(cell) if cell else None


def day(cell: str) -> date | None:
    """The date in a cell ("2019-01-30"), None where it is empty."""
    return date.fromisoformat(cell) if cell else None
