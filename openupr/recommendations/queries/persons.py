"""Groups of persons that a text names: Roma, refugees, journalists. Broad ones, as women and children, are no words of
their own: they are in recommendations on anything.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from openupr.text.words import cut
from openupr.upr.populations import POPULATIONS, Population

from .question import Question
from .targets import FEW_STATES, how_many_givers


def persons_named(text: str) -> list[Population]:
    """The groups of persons that a text names by a word of the vocabulary (`openupr/upr/data/populations.csv`)."""
    words = set(cut(text).surfaces)
    return [each for each in POPULATIONS if not words.isdisjoint(each.words)]


def is_about_persons(row: Mapping[str, Any], persons: list[Population]) -> bool:
    """Whether a row of the record names one of these groups, or its source says that it is about one."""
    labels = {each.label for each in persons}
    return not labels.isdisjoint([*(row.get("groups") or ()), *(each.label for each in persons_named(row["text"]))])


def narrowed_to_persons(theme: Question, text: str) -> Question:
    """A theme, only with what names the persons that a text names, where enough States raised that; else the theme.

    Raises RecordNotReady.
    """
    words = [word for each in persons_named(text) for word in each.words]
    narrowed = replace(theme, words=" OR ".join(words))
    return narrowed if words and how_many_givers(narrowed) >= FEW_STATES else theme
