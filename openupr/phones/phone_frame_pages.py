"""Pages on a phone, and who speaks by it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from openupr.accounts.actions import Actor
from openupr.accounts.models import Guest
from openupr.accounts.rooms import code_to_enter, guest_of
from openupr.coalitions.frame import Request
from openupr.workshops.actions import is_open_to, of_the_day
from openupr.workshops.models import Workshop


def on_phone(
    request: Request[Workshop], template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Draw a page, or a part of one, for a phone, without the coalition's frame.

    A signed-in person who is not in the room yet gets `code`, for the button that enters it, where
    the room is this workshop's.
    """
    about = request.about
    is_here = not context.get("phone") and about in of_the_day(about.coalition, request.today)
    code = code_to_enter(request, about.coalition.key) if is_here else ""
    frame = {"coalition": about.coalition, "workshop": about, "may": request.may, "code": code}
    return render(request, template, frame | dict(context), status=status)


def unchanged(request: Request[Workshop], edition: int) -> HttpResponse | None:
    """Nothing, where a phone asks again for what it has; pages name their edition in `?seen=`.

    Not an ETag: what only some may see is kept by no cache, so that no browser could ask whether
    its copy is fresh.
    """
    return HttpResponse(status=204) if request.GET.get("seen") == str(edition) else None


def phone_of(request: Request[Workshop]) -> Guest | None:
    """The phone that asks, in the workshop of its room.

    Who is signed in may be in the room as well: then the phone speaks, without a name.
    """
    actor: Actor = request.actor
    if isinstance(actor, Guest):
        return actor  # The gate has looked which room it is in.
    guest = guest_of(request)
    return guest if guest and is_open_to(guest, request.about) else None


def speaking(request: Request[Workshop]) -> Actor:
    """Who speaks in the room: the phone, else the account, which services refuse with a
    sentence.
    """
    return phone_of(request) or request.actor
