"""The word list: the field's words in English and Khmer, each with what it means."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .lessons import LessonSource, lesson_source
from .translations import TranslatedText

_TABLE = Path(__file__).parent.parent / "data" / "words.csv"


@dataclass(frozen=True, slots=True)
class GlossaryWord:
    """A word of the field, for newcomers and interpreters.

    `source`: of its Khmer or its meaning.
    """

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


def words_in_order(language: str) -> list[GlossaryWord]:
    """The words in the order of this language: of Khmer, the order of its letters in Unicode."""
    return sorted(WORDS, key=lambda word: word.said.text(language).lower())


def matching_words(question: str, words: Sequence[GlossaryWord]) -> list[GlossaryWord]:
    """Words that have all that is asked, first those with it in their name.

    Else words that the question names: "what does noted mean".
    """
    parts = question.lower().split()

    def has(*texts: TranslatedText) -> bool:
        haystack = " ".join(f"{text.en} {text.km}" for text in texts).lower()
        return all(part in haystack for part in parts)

    fitting = [word for word in words if has(word.said, word.meaning)]
    named = [
        word
        for word in words
        if word.said.en.lower() in question.lower() or (word.said.km and word.said.km in question)
    ]
    return sorted(fitting, key=lambda word: not has(word.said)) or named


def first_of_letters(words: Sequence[GlossaryWord], language: str) -> list[tuple[str, str]]:
    """(letter, key of the first word that begins with it), in the order of the list."""
    letters: dict[str, str] = {}
    for word in words:
        letters.setdefault(word.said.text(language)[0].upper(), word.key)
    return list(letters.items())
