"""What the gate found out before a view runs."""

from openupr.accounts.models import Person
from openupr.accounts.permissions import Role
from openupr.coalitions.models import Coalition, Group
from openupr.web.clock import TimedRequest


class Asked(TimedRequest):
    """A request about a coalition: who asks (`actor`), what they are in it (`roles`), and the coalition itself."""

    actor: Person
    roles: frozenset[Role]
    about: Coalition


class AskedOfGroup(TimedRequest):
    """The same about one of its groups."""

    actor: Person
    roles: frozenset[Role]
    about: Group
