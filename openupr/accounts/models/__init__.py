"""People, organisations, invitations, guests, the audit trail."""

from .audit import AuditLine
from .guest import Guest, Room
from .invitation import Invitation
from .organisation import Affiliation, Organisation
from .person import Person

__all__ = ["Affiliation", "AuditLine", "Guest", "Invitation", "Organisation", "Person", "Room"]
