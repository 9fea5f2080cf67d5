"""Answering a question: what was found, in files too, what cannot be found and why, and what has no
theme.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

import orjson
from django.utils.translation import gettext as _

from openupr.index.hints import Hint
from openupr.index.reader import Index
from openupr.index.search import Hit
from openupr.text.nearness import read_text
from openupr.upr import ohchr_themes
from openupr.upr.issues import ISSUES
from openupr.upr.states import by_iso3
from openupr.upr.un_numbers import UnNumber

from .code_coverage import CodeCoverage, code_coverage_of
from .coverage import Coverage, coverage
from .dimension_values import UNKNOWN_STATE, Value
from .dimensions import DIMENSIONS
from .question import Question
from .recommendation import un_number_of_row
from .sentences import basis, sentence
from .the_index import sources_of, the_index

# The orders a person may ask for, and the index's own names for them.
INDEX_ORDERS = {
    "relevance": "relevance",
    "session": "session",
    "-session": "-session",
    "state": "state-order",
    "from": "from-order",
}
SORTS = tuple(INDEX_ORDERS)


class Result(NamedTuple):
    """One found recommendation: the fields of a result row, and the places of the words in its
    text.
    """

    fields: dict[str, Any]
    highlights: Sequence[tuple[int, int]]

    @property
    def un_number(self) -> UnNumber:
        return un_number_of_row(self.fields)


@dataclass(frozen=True)
class FoundRecommendations:
    """The complete answer.

    `facets` maps a dimension to (value, count), greatest first, its own filter ignored; a hit's
    payload is the JSON of its fields.
    """

    question: Question
    total: int
    hits: list[Hit]
    facets: Mapping[str, Sequence[tuple[Value, int]]]
    hints: Sequence[Any]
    sources: Sequence[str]
    coded: Mapping[str, CodeCoverage]

    @cached_property
    def results(self) -> list[Result]:
        """The hits, read."""
        rows = orjson.loads(b"[%b]" % b",".join([hit.payload for hit in self.hits]))
        return [Result(fields, hit.highlights) for fields, hit in zip(rows, self.hits, strict=True)]

    # Said only where they are read: most of an answer's users (facet lists, exports) have no use
    # for the words.
    @property
    def basis(self) -> str:
        """How the numbers count and from where."""
        return basis(self.question, self.sources)

    @property
    def sentence(self) -> str:
        """What was found, and for which question."""
        return sentence(self.question, self.total)


def search_record(
    question: Question,
    *,
    offset: int = 0,
    limit: int = 25,
    sort: str = "relevance",
    facets: Sequence[str] = (),
    codes: Sequence[str] = (),
) -> FoundRecommendations:
    """The page of results from `offset`, the total, the facets asked for by name, and of how many
    rows `codes` are known.
    """
    index, search = the_index(), question.searched()
    answer = index.search(
        search.words,
        filters=search.index_filters(),
        offset=offset,
        limit=limit,
        sort=INDEX_ORDERS[sort],
        facets=question.columns(facets),
        coded=question.columns(codes),
    )
    # In the order in which they were asked for; a suggested issue is counted as an issue.
    facet_counts = dict(zip(facets, answer.facets.values(), strict=True))
    return FoundRecommendations(
        question=question,
        total=answer.total,
        hits=answer.rows,
        facets=facet_counts,
        hints=answer.hints if search is question else [Hint("paragraph-number", {"words": question.words})],
        sources=sources_of(index),
        coded=code_coverage_of(question, dict(zip(codes, answer.coded.values(), strict=True))),
    )


def facets_of(question: Question) -> tuple[str, ...]:
    """The dimensions that a page of this question lists: all but those with too many values."""
    chosen = question.filters.keys()
    return tuple(d.name for d in DIMENSIONS if not d.listed_with or not chosen.isdisjoint((*d.listed_with, d.name)))


def has_pledges() -> bool:
    """Whether the index holds any voluntary pledge."""
    return _has_pledges(the_index())


@lru_cache(maxsize=1)
def _has_pledges(index: Index) -> bool:
    return any(value == "pledge" for value, _ in index.facet_values("kind"))


COLUMNS = (
    "id",
    "state",
    "iso3",
    "from",
    "from_iso3",
    "text",
    "response",
    "source_response",
    "issues",
    "action",
    "confirmed_issues",
    "confirmed_action",
    "suggested_issues",
    "suggested_action",
    "session",
    "cycle",
    "number",
    "symbol",
    "sdgs",
    "themes",
    "groups",
    "source",
    "memberships",
)


def all_rows(question: Question, *, sort: str) -> Iterator[dict[str, Any]]:
    """The fields of every result row, in order, read one by one."""
    search = question.searched()
    for payload in the_index().payloads(search.words, filters=search.index_filters(), sort=INDEX_ORDERS[sort]):
        yield orjson.loads(payload)


_MOST_STATES = 3


def not_loaded(question: Question, *, today: date) -> list[str]:
    """A sentence for each filter that no row of the record meets whatever else is asked, and for
    each State under Review whose reviews are not all loaded.
    """
    return [*_filters_without_rows(question), *_reviews_not_loaded(question, today)]


def _held_of(iso3: str, question: Question, today: date) -> Coverage:
    sources = {name: values for name, values in question.filters.items() if name == "source"}
    return coverage(iso3, today=today, question=Question(filters=sources))


def _filters_without_rows(question: Question) -> Iterator[str]:
    """A sentence for each session, goal or source that no loaded row has.

    A State under Review is named with its reviews.
    """
    for dimension in DIMENSIONS:
        chosen = question.filters.get(dimension.name, ())
        if not chosen or dimension.name == "state":
            continue
        loaded = the_index().values(dimension.column(suggested=question.suggested))
        for value in chosen:
            if value is not None and value not in loaded:
                named = {"dimension": dimension.title, "value": dimension.label(value)}
                yield _("Nothing that is loaded has “%(dimension)s: %(value)s”.") % named


def _reviews_not_loaded(question: Question, today: date) -> Iterator[str]:
    if question.kind == "pledge":
        return
    for iso3 in question.filters.get("state", ())[:_MOST_STATES]:
        if iso3 in (None, UNKNOWN_STATE):
            continue
        reviews = _held_of(str(iso3), question, today)
        if not reviews.no_gap_known:
            perhaps = _("What is not found here may have been raised there.")
            yield f"{by_iso3(str(iso3)).name}: {reviews.sentence()} {perhaps}"


def without_theme(iso3: str, session: int | None = None) -> int:
    """How many recommendations to the State, of one session or of all, have no issue.

    Raises RecordNotReady.
    """
    when = {"session": (session,)} if session else {}
    return search_record(Question(filters={"state": (iso3,), "issue": (None,), **when}), limit=0).total


def issue_labels(row: Mapping[str, Any]) -> list[str]:
    """Labels of issues of a row of the record: the source's or confirmed ones, else suggested
    ones.
    """
    return list(row.get("issues") or row.get("confirmed_issues") or row.get("suggested_issues") or [])


def sorted_under(row: Mapping[str, Any]) -> list[str]:
    """Labels under which a row of the record is shown and grouped: OHCHR's themes where OHCHR's
    list or index gives them, else issues; without any, OHCHR's themes that another source gives.
    """
    themes = list(row.get("themes") or [])
    return themes if themes and row["source"] in ohchr_themes.SOURCES else issue_labels(row) or themes


def on_issues(row: Mapping[str, Any], issues: Collection[str]) -> list[str]:
    """The labels of those issues that a row has; where it has none at all, of those that its words
    name.
    """
    labels = {issue.label: issue.key for issue in ISSUES if issue.key in issues}
    if themes := issue_labels(row):
        return [label for label in themes if label in labels]
    words = read_text(row["text"]).words.keys()
    return [label for label, key in labels.items() if words & words_of_issues()[key].keys()]


@cache
def words_of_issues() -> Mapping[str, Mapping[str, str]]:
    """By issue, the telling words that only its own label has, as {stem: word}: "land", not
    "rights".
    """
    read = {issue.key: read_text(issue.label).words for issue in ISSUES}
    used = Counter(stem for words in read.values() for stem in words)
    return {key: {stem: word for stem, word in words.items() if used[stem] == 1} for key, words in read.items()}
