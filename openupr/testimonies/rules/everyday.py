"""Words that hold sentences together: a row of few others is an everyday phrase and nobody's own."""

import csv
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parents[1] / "data" / "function_words.csv"


def holds_a_sentence_together(word: str) -> bool:
    """Whether a word, spelt small, is such a word of English, French or Spanish."""
    return word in _function_words()


@cache
def _function_words() -> frozenset[str]:
    with _WORDS.open(encoding="utf-8", newline="") as file:
        return frozenset(word for row in csv.DictReader(file) for word in row["words"].split())
