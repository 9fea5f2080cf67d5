"""Pieces of the API's JSON that are put together from what lies ready, not built anew for every answer."""

from collections.abc import Mapping, Sequence
from functools import cache

import orjson
from django.utils.translation import get_language

from openupr.index.search import Hit

from ..queries.dimension_values import Value
from ..queries.dimensions import BY_NAME


def json_of_hit(hit: Hit) -> orjson.Fragment:
    """A row's fields, which the index keeps as JSON, and where in its text the words stand."""
    return orjson.Fragment(b'%b,"highlights":%b}' % (hit.payload[:-1], orjson.dumps(hit.highlights)))


def json_of_facets(facets: Mapping[str, Sequence[tuple[Value, int]]]) -> dict[str, orjson.Fragment]:
    """The values of each dimension, with their labels in the reader's language and their counts."""
    language = get_language()
    return {name: _json_of_facet(_beginnings(name, language), counts) for name, counts in facets.items()}


def _json_of_facet(beginnings: Mapping[Value, str], counts: Sequence[tuple[Value, int]]) -> orjson.Fragment:
    return orjson.Fragment("[" + ",".join([f"{beginnings[value]}{count}}}" for value, count in counts]) + "]")


class _Beginnings(dict[Value, str]):
    """What stands before the count of each value, written when it is first wanted."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._label = BY_NAME[name].label

    def __missing__(self, value: Value) -> str:
        told = orjson.dumps({"value": value, "label": self._label(value)}).decode()
        written = self[value] = f'{told[:-1]},"count":'
        return written


@cache
def _beginnings(name: str, language: str | None) -> _Beginnings:
    return _Beginnings(name)
