"""A whole result set, row by row, for files."""

from collections.abc import Iterator
from typing import Any

import orjson

from .question import Question
from .search import INDEX_ORDERS, find
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
    "session",
    "cycle",
    "source",
)


def all_rows(question: Question, *, sort: str) -> Iterator[dict[str, Any]]:
    """The fields of every result row, in order, read one by one."""
    for payload in the_index().payloads(question.words, filters=question.index_filters(), sort=INDEX_ORDERS[sort]):
        yield orjson.loads(payload)


def about(question: Question, *, permalink: str, today: str) -> list[tuple[str, str]]:
    """What a file says of itself: the question, the counting basis, where to find it again, when it was made."""
    found = find(question, limit=0)
    return [
        ("What", found.sentence),
        ("Counting basis", found.basis),
        ("Permalink", permalink),
        ("Made on", today),
        ("Made with", "OpenUPR"),
    ]
