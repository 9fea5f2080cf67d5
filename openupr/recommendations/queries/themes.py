"""Recommendations that no source and no person gave a theme, and how they are found all the same: by words."""

from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from openupr.text.nearness import read_text
from openupr.upr import ohchr_themes
from openupr.upr.issues import ISSUES

from .question import Question
from .search import search_record


def without_theme(iso3: str, session: int | None = None) -> int:
    """How many recommendations to the State, of one session or of all, have no issue. Raises RecordNotReady."""
    when = {"session": (session,)} if session else {}
    return search_record(Question(filters={"state": (iso3,), "issue": (None,), **when}), limit=0).total


def issue_labels(row: Mapping[str, Any]) -> list[str]:
    """Labels of issues of a row of the record: the source's or confirmed ones, else suggested ones."""
    return list(row.get("issues") or row.get("confirmed_issues") or row.get("suggested_issues") or [])


def sorted_under(row: Mapping[str, Any]) -> list[str]:
    """Labels under which a row of the record is shown and grouped: OHCHR's themes where OHCHR's list or index has it,
    else issues; without any, OHCHR's themes that another source tells."""
    themes = list(row.get("themes") or [])
    return themes if themes and row["source"] in ohchr_themes.SOURCES else issue_labels(row) or themes


def on_issues(row: Mapping[str, Any], issues: Collection[str]) -> list[str]:
    """The labels of those issues that a row has; where it has none at all, of those that its words name."""
    labels = {each.label: each.key for each in ISSUES if each.key in issues}
    if themes := issue_labels(row):
        return [label for label in themes if label in labels]
    words = read_text(row["text"]).words.keys()
    return [label for label, key in labels.items() if words & words_of_issues()[key].keys()]


@cache
def words_of_issues() -> Mapping[str, Mapping[str, str]]:
    """By issue, the telling words that only its own label has, as {stem: word}: "land", not "rights"."""
    read = {each.key: read_text(each.label).words for each in ISSUES}
    used = Counter(stem for words in read.values() for stem in words)
    return {key: {stem: word for stem, word in words.items() if used[stem] == 1} for key, words in read.items()}
