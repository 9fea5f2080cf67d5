"""What the gate found out before a view runs: who asks (`actor`), what they are (`roles`), about what."""

from openupr.accounts.models import Guest, Person
from openupr.accounts.permissions import Actor, Role
from openupr.accounts.queries.guests import guest_of
from openupr.coalitions.models import Group
from openupr.web.clock import TimedRequest
from openupr.workshops.models import Workshop
from openupr.workshops.permissions.room import is_open_to


class AskedOfOne(TimedRequest):
    """A request about one workshop, from a phone or an account."""

    actor: Person
    roles: frozenset[Role]
    about: Workshop


class AskedOfGroup(TimedRequest):
    """A request about one group, from the device on its table or an account."""

    actor: Person
    roles: frozenset[Role]
    about: Group


def phone_of(request: AskedOfOne) -> Guest | None:
    """The phone that asks, in the workshop of its room.

    Who is signed in may be in the room as well: then the phone speaks, without a name.
    """
    actor: Actor = request.actor
    if isinstance(actor, Guest):
        return actor  # The gate has looked which room it is in.
    guest = guest_of(request)
    return guest if guest and is_open_to(guest, request.about) else None


def speaking(request: AskedOfOne) -> Actor:
    """Who speaks in the room: the phone, else the account, which services refuse with a sentence."""
    return phone_of(request) or request.actor
