"""Good practices, for this app's page and for pages that suggest one.

`suggested_practice(step="pre-session", theme="states", today=today)` gives one to show, or None;
include `learning/practice_hint.html` with it as `practice`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .rules.practices import Practice

PRACTICE_COLUMNS = ("key", "title", "says", "steps", "themes", "issues", "source", "address", "read_on")


def practice_rows(practices: Iterable[Practice]) -> Iterator[Mapping[str, Any]]:
    """Practices as rows of a file."""
    for practice in practices:
        row = {name: getattr(practice, name) for name in PRACTICE_COLUMNS}
        yield row | {"read_on": practice.read_on.isoformat()} | {n: list(row[n]) for n in ("steps", "themes", "issues")}
