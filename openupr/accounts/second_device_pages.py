"""The pages that sign in a second device: the code on the first, the question on the second."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.web.clock import TimedRequest
from openupr.web.this_machine import address_to_sign_in

from .accounts import landing_of
from .actions import SHOW_DEVICE_CODE, USE_DEVICE_CODE
from .models import Person
from .pages import page
from .qr_codes import qr_picture
from .second_device import NotACode, device_code, make_device_code, own_device_code, use_device_code


@page("account/second-device/", SHOW_DEVICE_CODE, methods="GET POST")
@reauthentication_required  # type: ignore[untyped-decorator]  # a device that somebody left open is not enough
def second_device(request: TimedRequest) -> HttpResponse:
    """On the first device: a code, shown once."""
    person = request.user
    assert isinstance(person, Person)  # the gate lets nobody else in
    server = address_to_sign_in(request)
    context: dict[str, Any] = {"opens_elsewhere": bool(server)}
    if request.method == "POST":
        shown_code, code = make_device_code(by=person, now=request.now)
        path = reverse("accounts:sign-in-by-code", args=[code])
        address = (server or request.build_absolute_uri("/").removesuffix("/")) + path
        context |= {"code": shown_code, "address": address}
        context["picture"] = qr_picture(address, _("The same address, to be scanned with a phone"))
    return _kept_nowhere(render(request, "accounts/second_device.html", context))


@page("account/second-device/<int:number>/", SHOW_DEVICE_CODE)
def second_device_used(request: TimedRequest, number: int) -> HttpResponse:
    """On the first device, again and again: whether the second one is signed in."""
    assert isinstance(request.user, Person)  # the gate lets nobody else in
    code = own_device_code(request.user, number)
    context = {"code": code, "is_over": code is None or code.ends <= request.now}
    return render(request, "accounts/parts/second_device_used.html", context)


@page("account/sign-in-here/<str:code>/", USE_DEVICE_CODE, methods="GET POST")
def sign_in_by_code(request: TimedRequest, code: str) -> HttpResponse:
    """On the second device: whether to sign in as the code's owner. Viewing the page does not use
    the code.
    """
    code_shown = device_code(code, now=request.now)
    if code_shown and request.method == "POST":
        try:
            person = use_device_code(code=code, now=request.now)
        except NotACode:
            code_shown = None
        else:
            login(request, person)
            messages.success(request, _("This device is signed in as %(name)s.") % {"name": person})
            return _kept_nowhere(redirect(landing_of(person)))
    if code_shown is None:
        return _kept_nowhere(render(request, "accounts/not_a_code.html", {"sentence": str(NotACode())}, status=404))
    return _kept_nowhere(render(request, "accounts/sign_in_by_code.html", {"person": code_shown.person}))


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store, private"
    return response
