"""Which guest a phone is."""

from openupr.web.clock import TimedRequest

from ..models import Guest
from ..rules import hashed

# The cookie that holds a phone's token for the room's day.
COOKIE = "guest"


def guest_of(request: TimedRequest) -> Guest | None:
    """The guest whose token this request carries, while the room is open and its day has not passed."""
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return None
    found = Guest.objects.select_related("room").filter(token_hash=hashed(token), room__closed=False).first()
    return found if found and found.room.is_of_today(request.now) else None


def has_left_the_room(request: TimedRequest) -> bool:
    """Whether a phone says that it was in a room, of whatever coalition, that lets it in no more.

    A cookie is enough, an invented one too: nobody learns from it which rooms there are.
    """
    return COOKIE in request.COOKIES and guest_of(request) is None
