"""Which SDG targets a recommendation may serve: suggested by words, confirmed by a person.

Comparing meaning was tried and suggested little that holds (prison overcrowding: "less violence");
words can be explained, and read.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent.parent / "data" / "sdg_words.csv"
MOST = 6


@dataclass(frozen=True, slots=True)
class TargetSuggestion:
    """A target's code ("16.10") and the words of the text that speak for it."""

    code: str
    words: tuple[str, ...]


def suggested_targets(text: str) -> list[TargetSuggestion]:
    """The targets that a text's words speak for, those with most words first, at most MOST."""
    plain = " ".join(re.findall(r"[\w'’-]+", text.casefold())).replace("’", "'")
    suggestions = [
        TargetSuggestion(code, words)
        for code, patterns in _patterns()
        if (words := tuple(dict.fromkeys(match[0] for pattern in patterns for match in pattern.finditer(plain))))
    ]
    return sorted(suggestions, key=lambda suggestion: -sum(word.count(" ") + 1 for word in suggestion.words))[:MOST]


@cache
def _patterns() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[str, tuple[re.Pattern[str], ...]]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            # A star stands for any ending, as in a search.
            words = [re.escape(word).replace(r"\*", r"[\w'-]*") for word in row["words"].split("|")]
            yield row["target"], tuple(re.compile(rf"(?<![\w-]){word}(?![\w-])") for word in words)
