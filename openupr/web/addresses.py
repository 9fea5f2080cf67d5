"""A query-string is the whole state of a page: these change one thing in it and keep the rest."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.http import url_has_allowed_host_and_scheme


def changed(query: QueryDict, /, **changes: object) -> str:
    """`query` as "?..." with some parameters set (a list sets several values) or, with None,
    removed.

    "." when none is left: as a link it means this page without a query (every page's address ends
    in a slash).
    """
    pairs = [(name, value) for name, values in query.lists() if name not in changes for value in values]
    for name, value in changes.items():
        if value is None:
            continue
        values = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
        pairs += [(name, str(item)) for item in values]
    return _query(pairs)


def own_address(text: str) -> str:
    """An address of ours to go on to, as a form or a link gives it; "" for anything else."""
    return text if text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None) else ""


def without(query: QueryDict, name: str, value: str, /) -> str:
    """`query` as "?..." with one value of one parameter taken away, and the page number with it."""
    pairs = [
        (key, item) for key, values in query.lists() if key != "page" for item in values if (key, item) != (name, value)
    ]
    return _query(pairs)


def _query(pairs: list[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}" if pairs else "."
