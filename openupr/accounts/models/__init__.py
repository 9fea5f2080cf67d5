"""People, organisations, invitations, guests, the audit trail, backups."""

from .audit import AuditLine
from .backup import BackupMade
from .guest import Guest, Room
from .invitation import Invitation
from .organisation import Affiliation, Organisation
from .person import Person

__all__ = ["Affiliation", "AuditLine", "BackupMade", "Guest", "Invitation", "Organisation", "Person", "Room"]
