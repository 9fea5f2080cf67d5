"""Rooms that phones may enter: open, close, enter, leave. Who may open one is the circle's business."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ..models import Guest, Person, Room
from ..rules import hashed, new_code, new_secret, tidy_code
from .secure_delete import erase_after_commit


class NoSuchRoom(LookupError):
    """No room with this code is open today."""

    def __init__(self) -> None:
        super().__init__(_("There is no room with this code today. Look at the screen again, or ask the facilitator."))


def open_room(*, by: Person | None, circle: str, today: date, time_zone: str = "") -> Room:
    """The circle's room for the day, with its code: a new one, or the one that is open already.

    Its day ends by the clock of `time_zone`, that of a coalition's country; by the server's without one.
    """
    found = Room.objects.filter(circle=circle, day=today, closed=False).first()
    while found is None:
        try:
            with transaction.atomic():
                found = Room.objects.create(
                    code=new_code(), circle=circle, day=today, opened_by=by,
                    time_zone=time_zone,
                )  # fmt: skip
        except IntegrityError:
            # The code was in use, once in millions.
            continue
    return found


def close_room(*, room: Room) -> None:
    """Nobody enters any more, and whoever is in is out: their tokens are forgotten."""
    Room.objects.filter(pk=room.pk).update(closed=True)
    _forget(Guest.objects.filter(room=room))


def close_rooms(*, circle: str) -> None:
    """Nobody is in any more, neither in the circle's rooms nor in those within it, whose names begin with its own."""
    for room in Room.objects.filter(Q(circle=circle) | Q(circle__startswith=f"{circle}."), closed=False):
        close_room(room=room)


def enter_room(*, code: str, now: datetime) -> tuple[Guest, str]:
    """A guest, and the token for the phone's cookie; only its hash is kept. Raises NoSuchRoom."""
    room = Room.objects.filter(code=tidy_code(code), closed=False).first()
    if room is None or not room.is_of_today(now):
        raise NoSuchRoom
    # Who was in a room of another day left it at midnight, wherever that was.
    over = [each.pk for each in Room.objects.exclude(guests=None).distinct() if each.ends <= now]
    if over:
        _forget(Guest.objects.filter(room__in=over))
    token = new_secret()
    return Guest.objects.create(room=room, token_hash=hashed(token)), token


def leave_room(*, guest: Guest) -> None:
    """The phone is nobody's any more."""
    _forget(Guest.objects.filter(pk=guest.pk))


def _forget(guests: QuerySet[Guest]) -> None:
    """What stands beside these phones goes with them (votes, wishes), and out of the database's log too."""
    guests.delete()
    erase_after_commit()
