"""What else was asked like one recommendation: in its review, before it, after it, of other States."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from openupr.index import meaning
from openupr.index.nearest import WORDS, NearHit
from openupr.index.row_vectors import VectorCoverage
from openupr.text.nearness import asks_the_same
from openupr.upr.cycles import CYCLES
from openupr.upr.states import STATES

from ..models import Ask
from ..rules import own_wording
from .dimension_values import Value
from .question import Kind, Question
from .recommendation import AskWithRecords
from .search import Result
from .the_index import open_the_index
from .vectors import nothing_missing, the_vectors, vector_coverage

NEAREST = 5
NO_COVERAGE = VectorCoverage(0, 0)
NEAR = 0.4
"""Nearness in meaning (cosine) below which the nearest is not near: of a small pool something is always the nearest.
Measured by `python -m bench.nearness`, docs/measured.md."""


@dataclass(frozen=True, slots=True)
class Circle:
    """The nearest wordings of one pool, never the recommendation itself; fewer where no more are near.

    `waits`: some of those compared with have no vector yet, as `coverage` tells; these are found by their words.
    `compared`: there was something to compare with.
    """

    results: list[Result]
    waits: bool = False
    compared: bool = False
    coverage: VectorCoverage = NO_COVERAGE

    @property
    def by_words(self) -> bool:
        """Found by words alone."""
        return self.waits and not self.coverage.covered

    @property
    def in_part(self) -> bool:
        """Some by meaning, some by their words."""
        return self.waits and self.coverage.covered > 0


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The circles round a recommendation. `same_ask`: what other States ask the same in its review. `coverage`: how far
    the vectors of the whole record are.
    """

    same_ask: Circle
    same_review: Circle
    before: Circle
    after: Circle
    elsewhere: Circle
    coverage: VectorCoverage

    @property
    def waits(self) -> bool:
        """Something was found by its words that could be compared by meaning once that is computed."""
        return any(circle.waits for circle in (self.same_review, self.before, self.after, self.elsewhere))


def neighbours(found: AskWithRecords) -> Neighbours:
    """The nearest to this ask, by words and, where those that a circle compares with have vectors, by meaning."""
    review = found.ask.review
    # Of some reviews only the cycle is known.
    cycles = [cycle.number for cycle in CYCLES]
    here: dict[str, tuple[Value | None, ...]] = {"state": (review.iso3,)}
    in_review = _nearest(found, {**here, "cycle": (review.cycle,), "session": (review.session,)})
    same = [result for result in in_review.results if _is_the_same_of_another_state(result, found)]
    others = [result for result in in_review.results if result not in same]
    return Neighbours(
        same_ask=Circle(same),
        same_review=replace(in_review, results=others, compared=in_review.compared and not same),
        before=_nearest(found, {**here, "cycle": tuple(n for n in cycles if n < review.cycle)}),
        after=_nearest(found, {**here, "cycle": tuple(n for n in cycles if n > review.cycle)}),
        elsewhere=_nearest(found, {"state": tuple(s.iso3 for s in STATES if s.iso3 != review.iso3)}),
        coverage=vector_coverage(),
    )


def _is_the_same_of_another_state(result: Result, found: AskWithRecords) -> bool:
    giver, other = found.ask.from_iso3, result.fields["from_iso3"]
    if not giver or not other or giver == other:
        return False
    return asks_the_same(own_wording(found.counted.text, giver), own_wording(result.fields["text"], other))


def _nearest(found: AskWithRecords, filters: dict[str, tuple[Value | None, ...]]) -> Circle:
    index = open_the_index()
    if index is None or not all(filters.values()):
        return Circle([])
    kind: Kind = "pledge" if found.ask.kind == Ask.Kind.PLEDGE else "recommendation"
    pool = Question(filters=filters, kind=kind)
    asked = pool.index_filters()
    vectors = the_vectors()
    answer = index.nearest(found.counted.text, filters=asked, limit=NEAREST + 1, vectors=vectors, encode=meaning.encode)
    rows = [(orjson.loads(hit.payload), _is_near(answer.method, group)) for group in answer.groups for hit in group]
    results = _others((row for row, near in rows if near), found.ask.key)
    compared = any(row["id"] != found.ask.key for row, _near in rows)
    waits = meaning.available() and not nothing_missing() and answer.coverage.covered < answer.coverage.rows
    return Circle(results, waits, compared, answer.coverage)


def _is_near(method: str, group: Sequence[NearHit]) -> bool:
    """By words alone there is no measure; by meaning, one of those alike has to be near."""
    if method == WORDS:
        return True
    return any(not hit.has_vector or (hit.cosine is not None and hit.cosine >= NEAR) for hit in group)


def _others(rows: Iterable[dict[str, Any]], key: str) -> list[Result]:
    return [Result(row, ()) for row in rows if row["id"] != key][:NEAREST]
