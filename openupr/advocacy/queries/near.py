"""What of the record is near enough to an ask to be named beside it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from openupr.recommendations.question import Chosen, Question
from openupr.recommendations.search import on_issues
from openupr.recommendations.similar import NothingToCompare, similar
from openupr.recommendations.targets import is_about_persons, persons_named
from openupr.roadmaps.nearest import nearest, rarity_of
from openupr.text.nearness import read_text, shared_words

_FEWEST_WORDS = 2
"""A recommendation on another issue has at least so many telling words of the ask."""
_SHARE_OF_CLOSE, _SHARE, _MEANT = 0.2, 0.25, 0.3
"""What has to come together for a row to be near: of the rarity of the ask's telling words the
share in common, of what is close and of other rows; nearness in meaning, of rows on the same group
of persons (docs/decisions/0066).
"""
_MOST = 200

Row = Mapping[str, Any]
"""The fields of a recommendation in the record."""


def close_rows(text: str, issues: Collection[str], among: Chosen) -> list[Row]:
    """The recommendations among these that are close to the text, the newest first.

    `issues`: those of the ask. What shares none of them has to share two words. Raises
    RecordNotReady.
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


def near_rows(text: str, issues: Collection[str], among: Chosen, rows: Sequence[Row]) -> list[Row]:
    """Of these rows, all `among` the same, those near an ask, the nearest first: what has enough of
    its telling words; and what is about the same group of persons and has two of them, or its
    meaning. Raises RecordNotReady.
    """
    close = {row["id"] for row in close_rows(text, issues, among)}
    draft, persons = read_text(text), persons_named(text)
    rare, meant = rarity_of(draft), _cosines(text, among)
    whole = sum(rare.values()) or 1.0

    def in_common(row: Row) -> tuple[int, float]:
        shared = shared_words(draft, read_text(row["text"]))
        return len(shared), sum(rare[word] for word in shared) / whole

    def nearness_of(row: Row) -> float:
        return in_common(row)[1] + meant.get(row["id"], 0.0)

    def is_near(row: Row) -> bool:
        words, share = in_common(row)
        if row["id"] in close and (share >= _SHARE_OF_CLOSE or draft.named & read_text(row["text"]).named):
            return True
        if share >= _SHARE and (words >= _FEWEST_WORDS or on_issues(row, issues)):
            return True
        has_more = words >= _FEWEST_WORDS or meant.get(row["id"], 0.0) >= _MEANT
        return has_more and is_about_persons(row, persons)

    return sorted(filter(is_near, rows), key=nearness_of, reverse=True)


def _cosines(text: str, among: Chosen) -> dict[str, float]:
    """How near in meaning the rows are, by key; {} while that is not compared."""
    try:
        found = similar(Question(words=text, filters=among), method="vectors", limit=_MOST)
    except NothingToCompare:
        return {}
    if found.method != "vectors":
        return {}
    return {row["id"]: group.score for group in found.groups for row in (group.nearest.fields, *group.others)}


def wording(row: Row) -> str:
    """Its text, the same for the same words."""
    return " ".join(row["text"].casefold().split())
