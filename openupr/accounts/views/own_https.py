"""How a room signs in over https at this computer itself: what a phone shows, and what to compare."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openupr.web.this_machine import server_address


@require_safe
def own_https(request: HttpRequest) -> HttpResponse:
    """A page, and when it is printed a sheet for the wall. The fingerprint is public: each phone is shown it."""
    fingerprint: str = settings.OPENUPR_FINGERPRINT
    pairs = fingerprint.split(":") if fingerprint else []
    given = {
        "lines": [" ".join(pairs[at : at + 8]) for at in range(0, len(pairs), 8)],
        "address": server_address(request),
    }
    return render(request, "accounts/own_https.html", given)
