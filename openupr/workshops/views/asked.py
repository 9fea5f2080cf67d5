"""What the gate found out before a view runs: who asks (`actor`), what they are (`roles`), about what."""

from openupr.accounts.models import Person
from openupr.accounts.permissions import Role
from openupr.coalitions.models import Coalition
from openupr.web.clock import TimedRequest

from ..models import Session, Workshop
from ..permissions.after import GroupAtWorkshop


class Asked(TimedRequest):
    """A request about a coalition's workshops."""

    actor: Person
    roles: frozenset[Role]
    about: Coalition


class AskedOfOne(TimedRequest):
    """The same about one workshop."""

    actor: Person
    roles: frozenset[Role]
    about: Workshop


class AskedOfSession(TimedRequest):
    """The same about one of its sessions."""

    actor: Person
    roles: frozenset[Role]
    about: Session


class AskedOfGroup(TimedRequest):
    """The same about a group as it took part in one."""

    actor: Person
    roles: frozenset[Role]
    about: GroupAtWorkshop
