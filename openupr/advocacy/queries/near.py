"""What of the record is near enough to an ask to be named beside it."""

from collections.abc import Collection, Mapping
from typing import Any

from openupr.recommendations.queries.question import Chosen, Question
from openupr.recommendations.queries.similar import NothingToCompare
from openupr.recommendations.queries.themes import on_issues
from openupr.roadmaps.queries.nearest import nearest
from openupr.text.nearness import read_text, shared_words

_FEWEST_WORDS = 2
"""A recommendation on another issue has at least so many telling words of the ask."""

Row = Mapping[str, Any]
"""The fields of a recommendation in the record."""


def close_rows(text: str, issues: Collection[str], among: Chosen) -> list[Row]:
    """The recommendations among these that are close to the text, the newest first. `issues`: those of the
    ask. What shares none of them has to share two words. Raises RecordNotReady.
    """
    try:
        found = nearest(Question(words=text, filters=among)).rows
    except NothingToCompare:
        return []
    draft = read_text(text)
    newest = sorted(found, key=lambda row: -(row["session"] or 0))
    return [
        row
        for row in newest
        if on_issues(row, issues) or len(shared_words(draft, read_text(row["text"]))) >= _FEWEST_WORDS
    ]


def wording(row: Row) -> str:
    """Its text, the same for the same words."""
    return " ".join(row["text"].casefold().split())
