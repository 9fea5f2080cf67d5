"""Nearness: which earlier recommendations ask about the same as a draft, and which it repeats.

It reads texts only: how rare a word is and how near two texts are in meaning is passed in. English
only. The rules are plain Python over `data/nearness_*.csv`, each row with its source;
bench/measured.md says what each part gives.
"""

from openupr.text.nearness.closeness import (
    LESS_ALIKE,
    ONE_WORD,
    TELLING,
    Nearness,
    Rarity,
    asks_the_same,
    drafts_alike,
    nearness,
    shared_words,
)
from openupr.text.nearness.names import named_in, spelled_out
from openupr.text.nearness.reading import ReadText, fits_any_subject, is_function_word, read_text, ways_to_write

__all__ = [
    "LESS_ALIKE",
    "ONE_WORD",
    "TELLING",
    "Nearness",
    "Rarity",
    "ReadText",
    "asks_the_same",
    "drafts_alike",
    "fits_any_subject",
    "is_function_word",
    "named_in",
    "nearness",
    "read_text",
    "shared_words",
    "spelled_out",
    "ways_to_write",
]
