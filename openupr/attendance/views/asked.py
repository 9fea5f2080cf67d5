"""What the gate found out before a view runs: who asks (`actor`), what they are (`roles`), about what."""

from django.http import HttpRequest

from openupr.accounts.models import Person
from openupr.accounts.permissions import Role
from openupr.workshops.models import Session, Workshop


class AskedOfOne(HttpRequest):
    """A request about a workshop."""

    actor: Person
    roles: frozenset[Role]
    about: Workshop


class AskedOfSession(HttpRequest):
    """The same about one of its sessions."""

    actor: Person
    roles: frozenset[Role]
    about: Session
