"""What the gate found out before a view runs: who asks (`actor`), what they are (`roles`), about what."""

from django.http import HttpRequest

from openupr.accounts.models import Person
from openupr.accounts.permissions import Role
from openupr.coalitions.models import Coalition

from ..models import Session, Workshop
from ..permissions.after import GroupAtWorkshop


class Asked(HttpRequest):
    """A request about a coalition's workshops."""

    actor: Person
    roles: frozenset[Role]
    about: Coalition


class AskedOfOne(HttpRequest):
    """The same about one workshop."""

    actor: Person
    roles: frozenset[Role]
    about: Workshop


class AskedOfSession(HttpRequest):
    """The same about one of its sessions."""

    actor: Person
    roles: frozenset[Role]
    about: Session


class AskedOfGroup(HttpRequest):
    """The same about a group as it took part in one."""

    actor: Person
    roles: frozenset[Role]
    about: GroupAtWorkshop
