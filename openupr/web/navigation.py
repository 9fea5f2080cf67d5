"""The links in the header. A slice adds its own in its apps.py; this room knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """A page worth a place in every header: its translatable label and the name of its address.

    `shown`: to whom, where it is not for everybody.
    """

    label: str | Promise
    url_name: str
    order: int = 50
    shown: Callable[[HttpRequest], bool] | None = None


@dataclass(frozen=True)
class Link:
    """An entry as one page shows it."""

    label: str | Promise
    url: str
    current: bool


_entries: list[Entry] = []


def add(
    label: str | Promise, url_name: str, *, order: int = 50, shown: Callable[[HttpRequest], bool] | None = None
) -> None:
    """Put a page into the header, for good. Adding the same again changes nothing."""
    entry = Entry(label, url_name, order, shown)
    if all(known.url_name != url_name for known in _entries):
        _entries.append(entry)
        _entries.sort(key=lambda each: each.order)


def links(path: str, request: HttpRequest | None = None) -> list[Link]:
    """The header's links on the page at `path`; current is the longest address that `path` starts with."""
    entries = [entry for entry in _entries if entry.shown is None or (request is not None and entry.shown(request))]
    urls = [reverse(entry.url_name) for entry in entries]
    matching = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    current = max(matching, key=len, default=None)
    return [Link(entry.label, url, url == current) for entry, url in zip(entries, urls, strict=True)]
