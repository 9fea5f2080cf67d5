"""What the gate found out before a view runs: who asks (`actor`), what they are (`roles`), about what."""

from django.http import HttpRequest

from openupr.accounts.models import Person
from openupr.accounts.permissions import Actor, Role
from openupr.coalitions.models import Coalition

from ..models import Box, Testimony


class Asked(HttpRequest):
    """A request about a coalition's boxes."""

    actor: Person
    roles: frozenset[Role]
    about: Coalition


class AskedOfBox(HttpRequest):
    """The same about one box."""

    actor: Person
    roles: frozenset[Role]
    about: Box


class AskedInTheRoom(HttpRequest):
    """The same by whoever may put something in: a phone too."""

    actor: Actor
    roles: frozenset[Role]
    about: Box


class AskedOfTestimony(HttpRequest):
    """The same about one testimony."""

    actor: Person
    roles: frozenset[Role]
    about: Testimony
