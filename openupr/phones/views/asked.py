"""What the gate found out before a view runs: who asks (`actor`), what they are (`roles`), about what."""

from django.http import HttpRequest

from openupr.accounts.models import Guest, Person
from openupr.accounts.permissions import Actor, Role
from openupr.accounts.queries.guests import guest_of
from openupr.coalitions.models import Group
from openupr.workshops.models import Workshop


class AskedOfOne(HttpRequest):
    """A request about one workshop, from a phone or an account."""

    actor: Person
    roles: frozenset[Role]
    about: Workshop


class AskedOfGroup(HttpRequest):
    """A request about one group, from the device on its table or an account."""

    actor: Person
    roles: frozenset[Role]
    about: Group


def phone_of(request: AskedOfOne) -> Guest | None:
    """The phone that asks. Who is signed in may be in the room as well: then the phone speaks, without a name."""
    actor: Actor = request.actor
    guest = actor if isinstance(actor, Guest) else guest_of(request)
    return guest if guest and guest.room.circle == request.about.coalition.key else None


def speaking(request: AskedOfOne) -> Actor:
    """Who speaks in the room: the phone, else the account, which services refuse with a sentence."""
    return phone_of(request) or request.actor
