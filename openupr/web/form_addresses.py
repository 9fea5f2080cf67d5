"""Addresses that forms are sent to hold no page: whoever opens one is led back to where the form
stands.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

_METHOD_NOT_ALLOWED = 405
# Those that HTTP knows (RFC 9110, RFC 5789); each page says which of them it takes.
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT")


# By the name of a page: how many levels above it the page with its form stands.
FORM_LEVELS: dict[str, int] = {}


class BackToTheForm:
    """In place of an empty 405: what happened, and a link to the nearest page above.

    A telephone that loads its tab again after a refusal lands here. Who may not know of the address
    got 404 before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in _METHODS:
            # Nothing of ours knows it; later it would be taken for a form without its token.
            return HttpResponseNotAllowed(_METHODS)
        response = self.get_response(request)
        is_bare = response.status_code == _METHOD_NOT_ALLOWED and not response.streaming and not response.content
        if is_bare and request.method == "GET":
            response.content = render_to_string("405.html", {"above": _above(request)}, request).encode()
            # The length of nothing was told already; a server that is told one length and given
            # another breaks off.
            response["Content-Length"] = str(len(response.content))
        return response


def _above(request: HttpRequest) -> str:
    """The nearest address above that is one of ours; the first page's where there is none."""
    parts = request.path.strip("/").split("/")
    match = request.resolver_match
    nearest = len(parts) - (FORM_LEVELS.get(match.view_name, 1) if match else 1)
    for length in range(nearest, 0, -1):
        above = f"/{'/'.join(parts[:length])}/"
        try:
            resolve(above)
        except Resolver404:
            continue
        return above
    return "/"
