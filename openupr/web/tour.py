"""A guided tour: a chain of links with ?tour=1, ?tour=2 ...

Each page shows a strip with the step's words and outlines one thing. Nothing is stored, no script
is needed: the address is the whole state, so a trainer can send a step as a link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest
from django.utils.functional import Promise

from .hooks import Hook

Text = str | Promise


@dataclass(frozen=True)
class TourStep:
    """`address` gives the page (asked late, when addresses can be reversed), `target` the id to
    outline.
    """

    title: Text
    text: Text
    address: Callable[[], str]
    target: str = ""


@dataclass(frozen=True)
class Current:
    """The step shown on this page.

    `previous` and `next` are addresses, empty at the ends; `leave` is this page without the tour.
    """

    number: int
    total: int
    title: Text
    text: Text
    target: str
    previous: str
    next: str
    leave: str


TOUR = Hook[TourStep]("TOUR", key=lambda step: step.target)


def address(number: int) -> str:
    """Where step `number` (from 1) is shown; empty when there is none."""
    if not 1 <= number <= len(TOUR):
        return ""
    step = tuple(TOUR)[number - 1]
    parts = urlsplit(step.address())
    query = f"{parts.query}&tour={number}" if parts.query else f"tour={number}"
    return urlunsplit(parts._replace(query=query, fragment=step.target))


def current(request: HttpRequest) -> Current | None:
    """The step that this request's ?tour= names, or None: anything but a known number is no
    tour.
    """
    try:
        step_asked = request.GET.get("tour", "")
    except TooManyFieldsSent:
        # The page that says so is drawn for the same address.
        return None
    if not (
        step_asked.isascii() and step_asked.isdigit() and len(step_asked) < 3 and 1 <= int(step_asked) <= len(TOUR)
    ):
        return None
    number = int(step_asked)
    step = tuple(TOUR)[number - 1]
    rest = [(name, value) for name, values in request.GET.lists() for value in values if name != "tour"]
    leave = f"{request.path}?{urlencode(rest)}" if rest else request.path
    return Current(
        number,
        len(TOUR),
        step.title,
        step.text,
        step.target,
        address(number - 1),
        address(number + 1),
        leave,
    )
