"""A whole result set, row by row, for files."""

from collections.abc import Iterator
from typing import Any

import orjson

from .question import Question
from .search import INDEX_ORDERS
from .the_index import the_index

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
    asked = question.searched()
    for payload in the_index().payloads(asked.words, filters=asked.index_filters(), sort=INDEX_ORDERS[sort]):
        yield orjson.loads(payload)
