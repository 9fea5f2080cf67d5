"""The links in the header. An app adds its own to NAVIGATION in its apps.py."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from .hooks import Hook


@dataclass(frozen=True)
class Entry:
    """A page worth a place in every header: its translatable label and the name of its address.

    `shown`: to whom, where it is not for everybody. `number`: how many things wait there for the
    reader.
    """

    label: str | Promise
    url_name: str
    shown: Callable[[HttpRequest], bool] | None = None
    number: Callable[[HttpRequest], int] | None = None


@dataclass(frozen=True)
class NavigationLink:
    """An entry as one page shows it."""

    label: str | Promise
    url: str
    current: bool
    number: int = 0
    # A phone's menu begins with what is the reader's own: 0, before all else: 1.
    place: int = 1


NAVIGATION = Hook[Entry]("NAVIGATION", key=lambda entry: entry.url_name)


def links(path: str, request: HttpRequest | None = None) -> list[NavigationLink]:
    """The header's links on the page at `path`; current is the longest address that `path` starts
    with.
    """
    entries = [entry for entry in NAVIGATION if entry.shown is None or (request is not None and entry.shown(request))]
    urls = [reverse(entry.url_name) for entry in entries]
    matching = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    current = max(matching, key=len, default=None)
    return [
        NavigationLink(
            entry.label,
            url,
            url == current,
            number=entry.number(request) if entry.number and request else 0,
            place=0 if entry.number else 1,
        )
        for entry, url in zip(entries, urls, strict=True)
    ]
