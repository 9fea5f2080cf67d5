"""The word list: the field's words in English and Khmer, each with what it means."""

import csv
from dataclasses import dataclass
from pathlib import Path

from .lessons import Source, source
from .translations import Said

_TABLE = Path(__file__).parent.parent / "data" / "words.csv"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the field, for newcomers and for interpreters. `source`: from where its Khmer, or its meaning, is."""

    key: str
    said: Said
    meaning: Said
    source: Source


def _read() -> tuple[Word, ...]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Word(row["key"], Said(row["en"], row["km"]), Said(row["meaning"], row["meaning_km"]), source(row["source"]))
            for row in csv.DictReader(file, strict=True)
        )


WORDS = tuple(sorted(_read(), key=lambda word: word.said.en.lower()))
BY_KEY = {word.key: word for word in WORDS}
