"""The word list: the field's words in English and Khmer, each with what it means."""

import csv
from dataclasses import dataclass
from pathlib import Path

from .lessons import LessonSource, lesson_source
from .translations import TranslatedText

_TABLE = Path(__file__).parent.parent / "data" / "words.csv"


@dataclass(frozen=True, slots=True)
class GlossaryWord:
    """A word of the field, for newcomers and for interpreters. `source`: from where its Khmer, or its meaning, is."""

    key: str
    said: TranslatedText
    meaning: TranslatedText
    source: LessonSource


def _read() -> tuple[GlossaryWord, ...]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            GlossaryWord(
                row["key"],
                TranslatedText(row["en"], row["km"]),
                TranslatedText(row["meaning"], row["meaning_km"]),
                lesson_source(row["source"]),
            )
            for row in csv.DictReader(file, strict=True)
        )


WORDS = tuple(sorted(_read(), key=lambda word: word.said.en.lower()))
BY_KEY = {word.key: word for word in WORDS}


def first_of_letters() -> tuple[tuple[str, str], ...]:
    """(letter, key of the first word that begins with it) in English, in the order of the list."""
    found: dict[str, str] = {}
    for word in WORDS:
        found.setdefault(word.said.en[0].upper(), word.key)
    return tuple(found.items())
