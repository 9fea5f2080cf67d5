"""How a room signs in over https at this computer itself: what a phone shows, and what to compare."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.web.this_machine import server_address

from ..actions import READ_OWN_HTTPS
from ..queries.invitations import qr_picture, ways_to


@page("https-in-the-room/", READ_OWN_HTTPS)
def own_https(request: HttpRequest) -> HttpResponse:
    """A page, and when it is printed a sheet for the wall. The fingerprint is public: each phone is shown it."""
    fingerprint: str = settings.OPENUPR_FINGERPRINT
    pairs = fingerprint.split(":") if fingerprint else []
    address = server_address(request)
    label = _("The address as a picture")
    given = {
        "lines": [" ".join(pairs[at : at + 8]) for at in range(0, len(pairs), 8)],
        "address": address,
        "picture": qr_picture(address, label) if address else "",
        "ways": ways_to(address, request, label),
    }
    return render(request, "accounts/own_https.html", given)
