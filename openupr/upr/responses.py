"""What a State answers to a recommendation, and how each source says it.

The Council knows two final answers, supported and noted. `partly` stands for a source that records
both at once, `pending` for an answer still to come. The source's own value is always kept beside
the normalised one.
"""

from functools import cache

from openupr.upr.names import Names
from openupr.upr.tables import rows

_TABLE = tuple((row["response"], row["label"]) for row in rows("responses"))
RESPONSES = tuple(response for response, _ in _TABLE)
_LABELS = dict(_TABLE)


def label(response: str) -> str:
    """The response in a reader's words, such as "Supported"; KeyError for anything outside
    RESPONSES.
    """
    return _LABELS[response]


def normalise(source: str, value: str) -> str:
    """The one of RESPONSES that a source's value stands for.

    Raises UnknownName for a value that is not in the source's list, KeyError for a source that has
    no list.
    """
    return _values()[source].find(value)


@cache
def _values() -> dict[str, Names[str]]:
    by_source: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in rows("response_values"):
        for source in row["of"].split("|"):
            by_source.setdefault(source, []).append((row["response"], (row["value"],)))
    return {source: Names("response", entries, label=label) for source, entries in by_source.items()}
