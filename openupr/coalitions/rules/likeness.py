"""Whether two drafts ask for the same, and which words tell that a draft and a recommendation are about the same."""

import csv
from collections.abc import Iterable
from pathlib import Path

from openupr.text.opening import verb_at
from openupr.text.words import cut, stem

_TABLE = Path(__file__).parent.parent / "data" / "untelling_words.csv"

ALIKE = 0.34
"""Share of their words in common (Jaccard, stems) from which two drafts are shown to each other's groups."""


REPEATS = 0.3
"""Share of common words from which an earlier recommendation is offered as the one that a draft repeats."""
TELLING = 2
"""So many telling words in common, and an earlier recommendation is called close to a draft. What is less alike stands
apart, and its answers are not added up: it is about other things."""
LESS_ALIKE = 0.4
"""What is not close is shown as less alike from this nearness in meaning (cosine): measured by `python -m
bench.nearness`, docs/measured.md."""
ONE_WORD = 0.25
"""Nearness in meaning from which one telling word in common is enough for that; by the same measure, what no
recommendation is about does not reach it."""


def likeness(one: str, other: str) -> float:
    """From 0, no word in common, to 1, the same words."""
    first, second = stems(one), stems(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def stems(text: str) -> frozenset[str]:
    """The stems of a text's words of more than three letters: "the" and "of" make nothing alike."""
    return frozenset(stem(word) for word in cut(text).surfaces if len(word) > 3)


def telling(common: Iterable[str], *texts: str) -> set[str]:
    """Of the words (stems) that the texts have in common those that tell what they are about: neither the verb that
    opens one of them, since anything can be adopted or guaranteed, nor words such as "every", "within", "number".
    """
    openings = {opening_of(text) for text in texts}
    return {each for each in common if len(each) > 3} - openings - _UNTELLING


def opening_of(text: str) -> str:
    """The stem of the verb that opens a text; "" of a text without words."""
    surfaces = cut(text.casefold()).surfaces
    return stem(surfaces[verb_at(surfaces)]) if surfaces else ""


def _read() -> frozenset[str]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return frozenset(stem(row["word"]) for row in csv.DictReader(file))


_UNTELLING = _read()
