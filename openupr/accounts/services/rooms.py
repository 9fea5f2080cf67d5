"""Rooms that phones may enter: open, close, enter, leave. Who may open one is the circle's business."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ..models import Guest, Person, Room
from ..rules import hashed, new_code, new_secret, tidy_code


class NoSuchRoom(LookupError):
    """No room with this code is open today."""

    def __init__(self) -> None:
        super().__init__(_("There is no room with this code today. Look at the screen again, or ask the facilitator."))


def open_room(*, by: Person | None, circle: str, today: date) -> Room:
    """The circle's room for the day, with its code: a new one, or the one that is open already."""
    found = Room.objects.filter(circle=circle, day=today, closed=False).first()
    while found is None:
        try:
            with transaction.atomic():
                found = Room.objects.create(code=new_code(), circle=circle, day=today, opened_by=by)
        except IntegrityError:
            # The code was in use, once in millions.
            continue
    return found


def close_room(*, room: Room) -> None:
    """Nobody enters any more, and whoever is in is out: their tokens are forgotten."""
    Room.objects.filter(pk=room.pk).update(closed=True)
    Guest.objects.filter(room=room).delete()


def enter_room(*, code: str, today: date) -> tuple[Guest, str]:
    """A guest, and the token for the phone's cookie; only its hash is kept. Raises NoSuchRoom."""
    room = Room.objects.filter(code=tidy_code(code), day=today, closed=False).first()
    if room is None:
        raise NoSuchRoom
    # Who was in a room of another day left it at midnight.
    Guest.objects.filter(room__day__lt=today).delete()
    token = new_secret()
    return Guest.objects.create(room=room, token_hash=hashed(token)), token


def leave_room(*, guest: Guest) -> None:
    """The phone is nobody's any more."""
    Guest.objects.filter(pk=guest.pk).delete()
