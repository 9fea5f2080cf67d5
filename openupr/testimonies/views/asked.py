"""What the gate found out before a view runs: who asks (`actor`), what they are (`roles`), about what."""

from openupr.accounts.models import Person
from openupr.accounts.permissions import Actor, Role
from openupr.coalitions.models import Coalition
from openupr.web.clock import TimedRequest

from ..models import Box, Testimony


class Asked(TimedRequest):
    """A request about a coalition's boxes."""

    actor: Person
    roles: frozenset[Role]
    about: Coalition


class AskedOfBox(TimedRequest):
    """The same about one box."""

    actor: Person
    roles: frozenset[Role]
    about: Box


class AskedInTheRoom(TimedRequest):
    """The same by whoever may put something in: a phone too."""

    actor: Actor
    roles: frozenset[Role]
    about: Box


class AskedOfTestimony(TimedRequest):
    """The same about one testimony."""

    actor: Person
    roles: frozenset[Role]
    about: Testimony
