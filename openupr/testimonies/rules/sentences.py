"""The sentences on the phone and on the printed slip, in English and, unconfirmed, in Khmer."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from .questions import QUESTIONS

LANGUAGES = {"en": "English", "km": "ភាសាខ្មែរ"}
"""The languages of these sentences, each by its own name."""


def _read() -> dict[str, dict[str, str]]:
    with (Path(__file__).parents[1] / "data" / "sentences.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"].replace("-", "_"): row for row in csv.DictReader(file, strict=True)}


_SENTENCES = _read()


def sentences(language: str) -> Mapping[str, str]:
    """All sentences in a language, by their keys with underscores; English of a language that there
    is not.
    """
    chosen = language if language in LANGUAGES else "en"
    return {key: row[chosen] for key, row in _SENTENCES.items()}


def to_confirm() -> Iterator[tuple[str, str]]:
    """Every text of these pages in English and Khmer, for the person who confirms the Khmer."""
    for row in _SENTENCES.values():
        yield row["en"], row["km"]
    for question in QUESTIONS.values():
        yield question.label["en"], question.label["km"]
        for choice in question.choices:
            yield choice.label["en"], choice.label["km"]
