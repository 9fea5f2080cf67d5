"""What the gate found out before a view runs: who asks (`actor`), what they are (`roles`), about what."""

from openupr.accounts.models import Person
from openupr.accounts.permissions import Role
from openupr.web.clock import TimedRequest
from openupr.workshops.models import Session, Workshop


class AskedOfOne(TimedRequest):
    """A request about a workshop."""

    actor: Person
    roles: frozenset[Role]
    about: Workshop


class AskedOfSession(TimedRequest):
    """The same about one of its sessions."""

    actor: Person
    roles: frozenset[Role]
    about: Session
