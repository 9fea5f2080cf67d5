"""A box for people who are not in the room: a link that is sent to them.

The secret stands in the address only for the moment in which the link is opened; then a cookie
holds it until the browser closes. No session: a session would be a row with an hour.
"""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from openupr.accounts.pages import page
from openupr.web.clock import TimedRequest

from .actions import BY_LINK
from .box_frame_pages import show_on_phone
from .boxes import box_by_link
from .evaluations import put_in
from .evaluations_pages import evaluation_page
from .models import Box
from .rules.codes import Code
from .testimonies import put_testimony_in
from .testimonies_pages import testimony_page

_COOKIE = "box"


@page("box/<str:secret>/", BY_LINK)
def link_opened(request: TimedRequest, secret: str) -> HttpResponse:
    """The link that was sent."""
    if box_by_link(secret) is None:
        response = _nothing_here(request)
    else:
        response = redirect("testimonies:by-link")
        response.set_cookie(
            _COOKIE,
            secret,
            path=reverse("testimonies:by-link"),
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store, private"
    return response


@page("box/", BY_LINK)
def by_link(request: TimedRequest) -> HttpResponse:
    """What may be put in."""
    box = _box(request)
    return show_on_phone(request, "testimonies/by_link.html", {"box": box}) if box else _nothing_here(request)


@page("box/evaluate/", BY_LINK, methods="GET POST")
@sensitive_post_parameters()
def evaluate_by_link(request: TimedRequest) -> HttpResponse:
    """The evaluation."""
    box = _box(request)
    if box is None:
        return _nothing_here(request)

    def put(answers: dict[str, str]) -> None:
        put_in(box=box, answers=answers)

    return evaluation_page(request, box, put=put, back=reverse("testimonies:by-link"))


@page("box/tell/", BY_LINK, methods="GET POST")
@sensitive_post_parameters()
def tell_by_link(request: TimedRequest) -> HttpResponse:
    """A testimony."""
    box = _box(request)
    if box is None:
        return _nothing_here(request)

    def put(code: Code, **written: str) -> None:
        put_testimony_in(box=box, code=code, **written)

    return testimony_page(request, box, put=put, back=reverse("testimonies:by-link"))


def _box(request: TimedRequest) -> Box | None:
    return box_by_link(request.COOKIES.get(_COOKIE, "")[:100])


def _nothing_here(request: TimedRequest) -> HttpResponse:
    return show_on_phone(request, "testimonies/nothing_here.html", status=404)
