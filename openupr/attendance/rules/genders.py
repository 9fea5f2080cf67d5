"""Words for a gender that are likely to be meant as one of the groups; a coordinator decides,
nobody is put anywhere by this alone. From data/genders.csv.
"""

import csv
import unicodedata
from pathlib import Path


def _read() -> dict[str, str]:
    with (Path(__file__).parent.parent / "data" / "genders.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["group"] for row in csv.DictReader(file)}


_GROUPS = _read()


def tidied(words: str) -> str:
    """How answers are compared: without regard to capitals and spaces."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def likely_group(words: str) -> str:
    """The group that somebody's own words are likely to be counted in; empty where that is
    anybody's guess.
    """
    return _GROUPS.get(tidied(words), "")
