"""The small table of words that English stemming joins or parts wrongly."""

import csv
from importlib.resources import files


def _read() -> dict[str, str]:
    """{folded word: its stem} from data/irregular.csv (columns: stem, words, why)."""
    with (files("openupr.text") / "data" / "irregular.csv").open(encoding="utf-8") as table:
        return {word: row["stem"] for row in csv.DictReader(table) for word in row["words"].split()}


IRREGULAR = _read()
