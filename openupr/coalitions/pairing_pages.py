"""Pairing a device in the room: its code, the device itself, and the list of devices."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.actions import Role, routes_open_to
from openupr.accounts.pages import page
from openupr.accounts.qr_codes import qr_picture, ways_to
from openupr.web.clock import TimedRequest, move_clock
from openupr.web.parts import Tab
from openupr.web.this_machine import address_for_phones, server_address

from .actions.pairing import PAIR_DEVICE, USE_CODE
from .addresses import GROUP
from .clock import clock_of
from .frame import GROUP_TABS, Request, coalition_page, refusals_on
from .models import Group, PairedDevice
from .pairing import (
    COOKIE,
    NoSuchPairingCode,
    device_by_code,
    end_device,
    make_pairing_code,
    pair_device,
    pairable_people,
    paired_device,
    paired_devices,
    unpair,
)


@page(GROUP + "devices/", PAIR_DEVICE, methods="GET POST")
def devices(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Choose whose device to pair, and list paired ones; a code is shown once."""
    about, helps = request.about, Role.COORDINATOR in request.roles
    if request.method == "POST":
        person = next(
            (candidate for candidate in pairable_people(about) if str(candidate.pk) == request.POST.get("person")), None
        )
        if person is None:
            raise Http404
        with refusals_on(request):
            device, code = make_pairing_code(by=request.actor, group=about, person=person, now=request.now)
            return _code(request, device, code)
    people = pairable_people(about)
    context = {
        "page_name": _("Paired devices"),
        "people": people if helps else [candidate for candidate in people if candidate == request.actor],
        "devices": paired_devices(about, now=request.now, whose=None if helps else request.actor),
        "address": server_address(request),
        "is_listened_to": not server_address(request).startswith("https://"),
    }
    return coalition_page(request, "coalitions/pairing/devices.html", context)


def _code(request: Request[Group], device: PairedDevice, code: str) -> HttpResponse:
    address = address_for_phones(request, reverse("coalitions:pair", args=[code]))
    label = _("The same address, to be scanned with a phone")
    context = {
        "page_name": _("Pair a device of %(person)s") % {"person": device.person},
        "device": device,
        "pairing_address": address,
        "picture": qr_picture(address, label),
        "ways": ways_to(address, request, label),
        "is_listened_to": not address.startswith("https://"),
    }
    return coalition_page(request, "coalitions/pairing/code.html", context)


@page(GROUP + "devices/<int:number>/end/", PAIR_DEVICE, methods="POST")
def device_end(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """End the pairing of one device."""
    device = get_object_or_404(PairedDevice, group=request.about, pk=number)
    with refusals_on(request):
        end_device(by=request.actor, group=request.about, device=device)
        messages.success(request, _("The device is not paired any more."))
    return redirect("coalitions:devices", coalition, group)


@page("pair/<str:code>/", USE_CODE, methods="GET POST")
def pair(request: TimedRequest, code: str) -> HttpResponse:
    """On the device: show for whom and for what it is, then pair it. Opening the page does not use
    the code.
    """
    unpaired = device_by_code(code, now=request.now)
    if unpaired and request.method == "POST":
        try:
            device, token = pair_device(code=code, now=request.now)
        except NoSuchPairingCode:
            unpaired = None
        else:
            return _with_token(request, redirect("coalitions:paired"), device, token)
    if unpaired is None and paired_device(request):
        return _secretive(redirect("coalitions:paired"))
    if unpaired is None:
        refusal = {"sentence": str(NoSuchPairingCode())}
        return _secretive(render(request, "coalitions/pairing/no_code.html", refusal, status=404))
    _tell_time(request, unpaired)
    context = {"device": unpaired, "is_listened_to": not request.is_secure()}
    return _secretive(render(request, "coalitions/pairing/pair.html", context))


@page("paired/", USE_CODE)
def paired(request: TimedRequest) -> HttpResponse:
    """What a paired device can open; on any other, that it is not paired."""
    device = paired_device(request)
    if device is None:
        return _secretive(render(request, "coalitions/pairing/not_paired.html", status=404))
    _tell_time(request, device)
    group, opens = device.group, routes_open_to(Role.PAIRED)
    parts = [group.coalition.key, group.pk]
    context = {
        "device": device,
        "group": group,
        "pages": [Tab(tab.label, reverse(tab.url_name, args=parts)) for tab in GROUP_TABS if tab.url_name in opens],
        "is_listened_to": not request.is_secure(),
    }
    return _secretive(render(request, "coalitions/pairing/paired.html", context))


@page("paired/end/", USE_CODE, name="unpair", methods="POST")
def end_this(request: TimedRequest) -> HttpResponse:
    """The device ends it itself."""
    device = paired_device(request)
    if device:
        unpair(device=device)
    response = redirect("coalitions:paired")
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _tell_time(request: TimedRequest, device: PairedDevice) -> None:
    move_clock(request, clock_of(device.group))


def _with_token(request: TimedRequest, response: HttpResponse, device: PairedDevice, token: str) -> HttpResponse:
    response.set_cookie(
        COOKIE, token, max_age=device.ends - request.now, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return _secretive(response)


def _secretive(response: HttpResponse) -> HttpResponse:
    # The address stays among our own pages by the usual policy; without any referrer the form would
    # be refused.
    response.headers["Cache-Control"] = "no-store, private"
    return response
