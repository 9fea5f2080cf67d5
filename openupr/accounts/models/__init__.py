"""People, invitations, guests, the audit log, backups, what the operator says about this server."""

from .audit import AuditLine
from .backup import BackupMade
from .device_code import DeviceCode
from .guest import Guest, Room
from .invitation import Invitation
from .person import Person
from .server import Server

__all__ = ["AuditLine", "BackupMade", "DeviceCode", "Guest", "Invitation", "Person", "Room", "Server"]
