"""A search: one page of ranked rows, the total, the facets, and hints about the query."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from openupr.index.counting import Counts
from openupr.index.counting import coded as count_coded
from openupr.index.counting import facets as count_facets
from openupr.index.generation import Generation
from openupr.index.highlighting import Spans, highlights
from openupr.index.hints import Hint
from openupr.index.language import Query, parse_question
from openupr.index.matching import match
from openupr.index.ranking import RELEVANCE, ordered
from openupr.index.row_sets import Found
from openupr.index.selecting import Filters, select
from openupr.index.spelling import absent_words


class Hit(NamedTuple):
    """A row of the answer: its number, its payload as it was built, its score (0.0 when nothing
    ranks it).
    """

    id: int
    payload: bytes
    score: float
    highlights: Spans


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """`total` rows match; `rows` are the page of them asked for; `facets` hold the counts asked
    for; `hints` say what was not used of the query and, where nothing is found, which of its words
    no row holds; `coded`: see `counting.coded`.
    """

    total: int
    rows: list[Hit]
    facets: dict[str, Counts]
    query: Query
    hints: tuple[Hint, ...]
    coded: dict[str, tuple[int, int]]


def search(
    index: Generation,
    query: str | Query,
    *,
    filters: Filters,
    offset: int = 0,
    limit: int = 25,
    sort: str = RELEVANCE,
    facets: Sequence[str] | None = None,
    coded: Sequence[str] = (),
) -> SearchAnswer:
    """Raises UnknownColumn; `facets` None means every column."""
    parsed = parse_question(query) if isinstance(query, str) else query
    selection = select(index, match(index, parsed.tree, scored=sort == RELEVANCE), filters)
    result = selection.chosen
    names = list(index.columns) if facets is None else facets
    total = index.rows if result is None else len(result.rows)
    return SearchAnswer(
        total=total,
        rows=_hits(index, parsed, result, sort, max(offset, 0), max(limit, 0)),
        facets=count_facets(selection, names),
        query=parsed,
        hints=parsed.hints if total else (*parsed.hints, *absent_words(index, parsed.tree)),
        coded=count_coded(selection, coded),
    )


def coded_rows(
    index: Generation, query: str | Query, *, filters: Filters, columns: Sequence[str]
) -> dict[str, tuple[int, int]]:
    """See `counting.coded`. Raises UnknownColumn."""
    parsed = parse_question(query) if isinstance(query, str) else query
    return count_coded(select(index, match(index, parsed.tree, scored=False), filters), columns)


def matching_ids(index: Generation, query: str | Query, *, filters: Filters, sort: str = RELEVANCE) -> Iterator[int]:
    """Numbers of all rows of a result in order, one by one. Raises UnknownColumn at the first."""
    for row in _all_ordered(index, query, filters, sort):
        yield int(index.array["ids"][row])


def matching_payloads(
    index: Generation, query: str | Query, *, filters: Filters, sort: str = RELEVANCE
) -> Iterator[bytes]:
    """Payloads of all rows of a result in order, read one by one: an export needs no memory for
    them.
    """
    for row in _all_ordered(index, query, filters, sort):
        yield index.payload(row)


def _all_ordered(index: Generation, query: str | Query, filters: Filters, sort: str) -> Iterator[int]:
    parsed = parse_question(query) if isinstance(query, str) else query
    result = select(index, match(index, parsed.tree, scored=sort == RELEVANCE), filters).chosen
    for row in ordered(index, result, sort).rows:
        yield int(row)


def _hits(index: Generation, query: Query, result: Found | None, sort: str, offset: int, limit: int) -> list[Hit]:
    page = ordered(index, result, sort, offset=offset, limit=limit)
    numbers = page.rows.tolist()
    fields = zip(
        index.array["ids"].take(page.rows).tolist(),
        map(index.payload, numbers),
        repeat(0.0, len(numbers)) if page.scores is None else page.scores.tolist(),
        highlights(index, query.tree, numbers),
        strict=True,
    )
    return list(map(tuple.__new__, repeat(Hit), fields))  # as Hit._make, without a call in Python for each
