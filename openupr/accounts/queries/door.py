"""The door of a room for phones, as the wall of the room shows it: where they go, the code, both as a picture."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template import Context
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.web.clock import TimedRequest
from openupr.web.this_machine import address_to_type

from ..models import Room
from .guests import guest_of
from .invitations import Way, qr_picture, ways_to

OPEN: Promise = gettext_lazy("Open on your phone:")
CODE: Promise = gettext_lazy("Code:")


@dataclass(frozen=True, slots=True)
class Door:
    """`address` without its scheme, as it is typed, and its `picture`; both "" where no phone reaches this machine.

    `also`: the two labels in the room's further languages, as (language, open, code).
    """

    code: str
    address: str
    picture: SafeString | str
    also: list[tuple[str, str, str]]
    # Where this computer is in several networks: the address in each.
    ways: list[Way]


def door_of(request: TimedRequest, circle: str, languages: list[str] | None = None) -> Door | None:
    """The door of a circle's room that is open today; None where none is."""
    room = Room.objects.filter(circle=circle, day=request.today, closed=False).first()
    if room is None:
        return None
    host = address_to_type(request)
    address = host + reverse("accounts:room") if host else ""
    link = address if "://" in address else f"{request.scheme}://{address}"
    picture = qr_picture(link, _("The address as a picture")) if address else ""
    others = ways_to(link, request, _("The address as a picture")) if address else []
    return Door(room.code, address, picture, _also(languages or []), others)


def code_to_enter(request: TimedRequest, circle: str) -> str:
    """The code of a circle's room that is open today, for a button; "" where none is, and for who is in a room."""
    room = Room.objects.filter(circle=circle, day=request.today, closed=False).first()
    return room.code if room and guest_of(request) is None else ""


def open_within(circle: str, *, today: date) -> int:
    """How many of today's rooms within a circle's are open, such as those of single tables."""
    return Room.objects.filter(circle__startswith=f"{circle}.", day=today, closed=False).count()


def _also(languages: list[str]) -> list[tuple[str, str, str]]:
    here, found = (str(OPEN), str(CODE)), []
    for code in languages:
        with translation.override(code):
            there = (str(OPEN), str(CODE))
        if there != here:
            found.append((code, *there))
    return found


def on_the_wall(context: Context) -> dict[str, Any] | None:
    """For the slot `door` of a page that everybody in a room sees; it says whose room: `circle`, and `languages`."""
    request, circle = context.get("request"), context.get("circle")
    if request is None or not circle:
        return None
    return {"door": door_of(request, str(circle), context.get("languages_of_room")), "here": request.path}
