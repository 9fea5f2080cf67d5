"""Addresses that forms are sent to hold no page: whoever opens one is led back to where the form stands."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

_METHOD_NOT_ALLOWED = 405
# How many parts of the address are to be left out, where the nearest page above is another's.
_levels: dict[str, int] = {}


def form_stands_above(route: str, *, levels: int) -> None:
    """The form that is sent to this route stands on the page so many levels above it."""
    _levels[route] = levels


class BackToTheForm:
    """In place of an empty 405: what happened, and a link to the nearest page above.

    A telephone that loads its tab again after a refusal lands here. Who may not know of the address got 404 before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_bare = response.status_code == _METHOD_NOT_ALLOWED and not response.streaming and not response.content
        if is_bare and request.method == "GET":
            response.content = render_to_string("405.html", {"above": _above(request)}, request).encode()
            # The length of nothing was told already; a server that is told one length and given another breaks off.
            response["Content-Length"] = str(len(response.content))
        return response


def _above(request: HttpRequest) -> str:
    """The nearest address above that is one of ours; the first page's where there is none."""
    parts = request.path.strip("/").split("/")
    match = request.resolver_match
    nearest = len(parts) - _levels.get(match.view_name if match else "", 1)
    for length in range(nearest, 0, -1):
        above = f"/{'/'.join(parts[:length])}/"
        try:
            resolve(above)
        except Resolver404:
            continue
        return above
    return "/"
