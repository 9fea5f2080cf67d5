"""What else was asked like one recommendation: in its review, before it, after it, of other States."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from openupr.index import meaning
from openupr.text.words import cut, stem
from openupr.upr.cycles import SESSIONS
from openupr.upr.states import STATES

from ..models import Ask
from .dimensions import Value
from .question import Question
from .recommendation import AskWithRecords
from .search import Result
from .the_index import open_the_index
from .vectors import vectors_once_complete

NEAREST = 5
SAME = 0.4
"""Share of their words in common from which two recommendations of one review ask the same."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest wordings, never the recommendation itself; fewer than NEAREST where there are no more."""

    same_ask: list[Result]
    same_review: list[Result]
    before: list[Result]
    after: list[Result]
    elsewhere: list[Result]


def neighbours(found: AskWithRecords) -> Neighbours:
    """The nearest to this ask, by words and, once all vectors are computed, by meaning."""
    review, session = found.ask.review, found.ask.review.session or 0
    numbers = [each.number for each in SESSIONS]
    here = {"state": (review.iso3,)}
    in_review = _nearest(found, {**here, "session": (session,)})
    same = [result for result in in_review if _says_the_same(result, found.counted.text)]
    return Neighbours(
        same_ask=same,
        same_review=[result for result in in_review if result not in same],
        before=_nearest(found, {**here, "session": tuple(n for n in numbers if n < session)}),
        after=_nearest(found, {**here, "session": tuple(n for n in numbers if n > session)}),
        elsewhere=_nearest(found, {"state": tuple(s.iso3 for s in STATES if s.iso3 != review.iso3)}),
    )


def _says_the_same(result: Result, text: str) -> bool:
    one, other = ({stem(word) for word in cut(each).surfaces} for each in (result.fields["text"], text))
    return len(one & other) >= SAME * len(one | other)


def _nearest(found: AskWithRecords, filters: dict[str, tuple[Value, ...]]) -> list[Result]:
    index = open_the_index()
    if index is None or not all(filters.values()):
        return []
    answer = index.nearest(
        found.counted.text,
        filters=Question(
            filters=filters, kind="pledge" if found.ask.kind == Ask.Kind.PLEDGE else "recommendation"
        ).index_filters(),
        limit=NEAREST + 1,
        vectors=vectors_once_complete(),
        encode=meaning.encode,
    )
    rows = (orjson.loads(hit.payload) for group in answer.groups for hit in group)
    return _others(rows, found.ask.key)


def _others(rows: Iterable[dict[str, Any]], key: str) -> list[Result]:
    return [Result(row, ()) for row in rows if row["id"] != key][:NEAREST]
