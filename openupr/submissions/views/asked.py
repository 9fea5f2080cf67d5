"""What the gate found out before a view runs: who asks (`actor`), what they are (`roles`), about what."""

from openupr.accounts.models import Person
from openupr.accounts.permissions import Role
from openupr.coalitions.models import Coalition
from openupr.web.clock import TimedRequest

from ..models import Section, Submission


class Asked(TimedRequest):
    """A request about a coalition's submissions."""

    actor: Person
    roles: frozenset[Role]
    about: Coalition


class AskedOfOne(TimedRequest):
    """The same about one submission."""

    actor: Person
    roles: frozenset[Role]
    about: Submission


class AskedOfSection(TimedRequest):
    """The same about one of its sections; `roles` are those in the section's group."""

    actor: Person
    roles: frozenset[Role]
    about: Section
