"""Answering a question: what was found, how much of it, and the facets beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import orjson

from openupr.index.hints import Hint
from openupr.index.reader import Index
from openupr.index.search import Hit
from openupr.upr.un_numbers import UnNumber

from .code_coverage import CodeCoverage, code_coverage_of
from .dimension_values import Value
from .dimensions import DIMENSIONS
from .question import Question
from .sentences import basis, sentence
from .the_index import sources_of, the_index
from .un_numbers import un_number_of_row

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
    """One found recommendation: the fields of a result row, and where in its text the words stand."""

    fields: dict[str, Any]
    highlights: Sequence[tuple[int, int]]

    @property
    def un_number(self) -> UnNumber:
        return un_number_of_row(self.fields)


@dataclass(frozen=True)
class Found:
    """The complete answer. `facets` maps a dimension to (value, count), greatest first, its own filter ignored; a hit's
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

    # Said only where they are read: most of an answer's users (facet lists, exports) have no use for the words.
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
) -> Found:
    """The page of results from `offset`, the total, the facets asked for by name, and of how many rows `codes` are
    known.
    """
    index, asked = the_index(), question.searched()
    answer = index.search(
        asked.words,
        filters=asked.index_filters(),
        offset=offset,
        limit=limit,
        sort=INDEX_ORDERS[sort],
        facets=question.columns(facets),
        coded=question.columns(codes),
    )
    # In the order in which they were asked for; a suggested issue is counted as an issue.
    found = dict(zip(facets, answer.facets.values(), strict=True))
    return Found(
        question=question,
        total=answer.total,
        hits=answer.rows,
        facets=found,
        hints=answer.hints if asked is question else [Hint("paragraph-number", {"words": question.words})],
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
