"""The links in the header. A slice adds its own in its apps.py; this room knows none of them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """A page worth a place in every header: its translatable label and the name of its address."""

    label: str | Promise
    url_name: str
    order: int = 50


@dataclass(frozen=True)
class Link:
    """An entry as one page shows it."""

    label: str | Promise
    url: str
    current: bool


_entries: list[Entry] = []


def add(label: str | Promise, url_name: str, *, order: int = 50) -> None:
    """Put a page into the header, for good. Adding the same again changes nothing."""
    entry = Entry(label, url_name, order)
    if all(known.url_name != url_name for known in _entries):
        _entries.append(entry)
        _entries.sort(key=lambda each: each.order)


def links(path: str) -> list[Link]:
    """The header's links on the page at `path`; current is the longest address that `path` starts with."""
    urls = [reverse(entry.url_name) for entry in _entries]
    matching = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    current = max(matching, key=len, default=None)
    return [Link(entry.label, url, url == current) for entry, url in zip(_entries, urls, strict=True)]
