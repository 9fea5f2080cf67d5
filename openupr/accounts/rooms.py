"""Rooms that phones may enter: open, close, enter, leave; the door as the wall shows it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.template import Context
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.web.clock import TimedRequest
from openupr.web.this_machine import address_to_type

from .models import Guest, Person, Room
from .qr_codes import Way, qr_picture, ways_to
from .rules import hashed, new_code, new_secret, tidy_code
from .secure_delete import erase_after_commit

# The cookie that holds a phone's token for the room's day.
COOKIE = "guest"


def guest_of(request: TimedRequest) -> Guest | None:
    """The guest whose token the request carries, while the room is open and its day is not over."""
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return None
    guest = Guest.objects.select_related("room").filter(token_hash=hashed(token), room__closed=False).first()
    return guest if guest and guest.room.is_of_today(request.now) else None


def has_left_the_room(request: TimedRequest) -> bool:
    """Whether a phone has the cookie of a room that is closed to it, in any coalition.

    Any cookie is enough, even an invented one: the answer does not show which rooms exist.
    """
    return COOKIE in request.COOKIES and guest_of(request) is None


OPEN: Promise = gettext_lazy("Open on your phone:")
CODE: Promise = gettext_lazy("Code:")


@dataclass(frozen=True, slots=True)
class Door:
    """The door: `address` without its scheme, and its `picture`; both "" if no phone can reach this
    machine.

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
    """The code of a circle's open room of today, for a button; "" without one, and for guests."""
    room = Room.objects.filter(circle=circle, day=request.today, closed=False).first()
    return room.code if room and guest_of(request) is None else ""


def open_within(circle: str, *, today: date) -> int:
    """How many of today's rooms within a circle's are open, such as those of single tables."""
    return Room.objects.filter(circle__startswith=f"{circle}.", day=today, closed=False).count()


def _also(languages: list[str]) -> list[tuple[str, str, str]]:
    here, labels = (str(OPEN), str(CODE)), []
    for code in languages:
        with translation.override(code):
            there = (str(OPEN), str(CODE))
        if there != here:
            labels.append((code, *there))
    return labels


def on_the_wall(context: Context) -> dict[str, Any] | None:
    """For the slot `door` of a page that the room sees; the page gives `circle` and `languages`."""
    request, circle = context.get("request"), context.get("circle")
    if request is None or not circle:
        return None
    return {"door": door_of(request, str(circle), context.get("languages_of_room")), "here": request.path}


class NoSuchRoom(LookupError):
    """No room with this code is open today."""

    def __init__(self) -> None:
        super().__init__(_("There is no room with this code today. Look at the screen again, or ask the facilitator."))


def open_room(*, by: Person | None, circle: str, today: date, time_zone: str = "") -> Room:
    """The circle's room for the day, with its code: the open one, or a new one.

    Its day ends by the clock of `time_zone`, or by the server's clock without one.
    """
    room = Room.objects.filter(circle=circle, day=today, closed=False).first()
    while room is None:
        try:
            with transaction.atomic():
                room = Room.objects.create(
                    code=new_code(), circle=circle, day=today, opened_by=by,
                    time_zone=time_zone,
                )  # fmt: skip
        except IntegrityError:
            # The code was in use, once in millions.
            continue
    return room


def close_room(*, room: Room) -> None:
    """Close a room. All phones are out: their tokens are deleted."""
    Room.objects.filter(pk=room.pk).update(closed=True)
    _forget(Guest.objects.filter(room=room))


def close_rooms(*, circle: str) -> None:
    """Close the circle's rooms and those within it, whose names begin with the circle's name."""
    for room in Room.objects.filter(Q(circle=circle) | Q(circle__startswith=f"{circle}."), closed=False):
        close_room(room=room)


def enter_room(*, code: str, now: datetime) -> tuple[Guest, str]:
    """A guest, and the token for the phone's cookie; only its hash is kept. Raises NoSuchRoom."""
    room = Room.objects.filter(code=tidy_code(code), closed=False).first()
    if room is None or not room.is_of_today(now):
        raise NoSuchRoom
    # Guests of another day were out at midnight, by the clock of their room.
    over = [room.pk for room in Room.objects.exclude(guests=None).distinct() if room.ends <= now]
    if over:
        _forget(Guest.objects.filter(room__in=over))
    token = new_secret()
    return Guest.objects.create(room=room, token_hash=hashed(token)), token


def leave_room(*, guest: Guest) -> None:
    """End the phone's visit."""
    _forget(Guest.objects.filter(pk=guest.pk))


def _forget(guests: QuerySet[Guest]) -> None:
    """Delete these guests with their votes and wishes, also from the database's log."""
    guests.delete()
    erase_after_commit()
