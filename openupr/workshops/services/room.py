"""The room's door for phones, besides the plenary's: who is in reads the agenda."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person, Room
from openupr.accounts.services.acting import act
from openupr.accounts.services.rooms import close_rooms, open_room
from openupr.coalitions.clock import clock_of
from openupr.coalitions.models import Coalition

from ..actions.agenda import OPEN_ROOM


@act(OPEN_ROOM, _("Open the room for phones"), about="coalition")
def open_the_room(*, by: Person, coalition: Coalition, today: date) -> Room:
    """The coalition's room for the day; the one that is open already, if there is one."""
    return open_room(by=by, circle=coalition.key, today=today, time_zone=clock_of(coalition))


@act(OPEN_ROOM, _("Close the room for phones"), about="coalition")
def close_the_room(*, by: Person, coalition: Coalition) -> None:
    """Every phone is out, in all of the coalition's rooms, the devices at the tables too; no code lets one in."""
    close_rooms(circle=coalition.key)
