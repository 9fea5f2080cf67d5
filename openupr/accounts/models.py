"""People, invitations, guests, the audit log, backups, what the operator says about this server."""

import secrets
from datetime import datetime, time, timedelta, tzinfo
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_number() -> int:
    """A random number of 62 bits.

    SQLite keeps the rows of a table in the order of such a key: an `integer` key is the row's own
    number. Rows with any other kind of key have a hidden number that counts upwards as they come.
    """
    return secrets.randbelow(2**62) + 1


class PersonManager(BaseUserManager["Person"]):
    """Finds people by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """A person with an account: a username, and never an e-mail, a telephone or a legal name."""

    username = models.CharField(_("name to sign in with"), max_length=60, unique=True)
    called = models.CharField(_("what others call you"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    # No while the operator has suspended the account.
    is_active = models.BooleanField(default=True)
    # Runs this server: the account made first, and those that `openupr operator` names.
    is_operator = models.BooleanField(default=False, editable=False)
    joined = models.DateField(_("joined"), default=timezone.localdate, editable=False)

    USERNAME_FIELD = "username"
    # No e-mail field: data that is not collected cannot leak.
    EMAIL_FIELD = ""
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    # For a device paired in the room: the number of its one group. None for a person who signed in.
    paired_group: int | None = None

    objects = PersonManager()

    class Meta:
        # By the name that is shown.
        ordering = [Lower(Coalesce(NullIf("called", Value("")), "username"))]

    def __str__(self) -> str:
        return self.called or self.username


class AuditLine(models.Model):
    """One change. `what`: the name of an action; `circle` and `about`: keys, never content."""

    when = models.DateTimeField(_("when"))
    who = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("who"))
    what = models.CharField(_("what"), max_length=80)
    circle = models.CharField(_("circle"), max_length=32, blank=True, db_index=True)
    about = models.CharField(_("about"), max_length=60, blank=True)

    class Meta:
        ordering = ["-when", "-pk"]

    def __str__(self) -> str:
        return f"{self.when:%Y-%m-%d %H:%M} {self.what}"


class BackupMade(models.Model):
    """One backup: the moment it holds, its size in bytes, what opens it."""

    class Kind(models.TextChoices):
        PASSPHRASE = "passphrase", _("a passphrase")
        KEY = "key", _("a key")

    made_at = models.DateTimeField(_("made"))
    size = models.PositiveBigIntegerField(_("size"))
    kind = models.CharField(_("opened by"), max_length=10, choices=Kind)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"Backup of {self.made_at:%Y-%m-%d %H:%M}"


class DeviceCode(models.Model):
    """A code on a device that is signed in, for another one to scan. Only its hash is stored."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="device_codes")
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    ends = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    # Another one once the person's password is changed.
    password_mark = models.CharField(max_length=128, editable=False)

    class Meta:
        ordering = ["-ends"]

    def __str__(self) -> str:
        return f"A code of {self.person}"


class Room(models.Model):
    """A room that phones may enter with a short code, for one day. It belongs to a circle."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    circle = models.CharField(_("circle"), max_length=32, db_index=True)
    day = models.DateField(_("day"))
    # The clock by which the day begins and ends; the server's clock if empty.
    time_zone = models.CharField(max_length=60, blank=True)
    opened_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    closed = models.BooleanField(_("closed"), default=False)

    class Meta:
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.code

    def is_of_today(self, now: datetime) -> bool:
        """Whether its day is today, by its own clock."""
        return timezone.localtime(now, self.zone).date() == self.day

    @property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.time_zone) if self.time_zone else timezone.get_default_timezone()

    @property
    def ends(self) -> datetime:
        """The midnight at which everybody is out."""
        return datetime.combine(self.day + timedelta(days=1), time.min, self.zone)


class Guest(models.Model):
    """A phone in a room: a token's hash for the day. No name, no device, no address, no time."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="guests")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)

    def __str__(self) -> str:
        return f"A guest of {self.room}"


class Invitation(models.Model):
    """A link into a circle. Only the hash of its secret is stored; the link is shown once.

    The circle decides what the invited person becomes, and stores that beside this row.
    """

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    circle = models.CharField(_("circle"), max_length=32, db_index=True)
    note = models.CharField(_("for whom, as a reminder to yourself"), max_length=120, blank=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="invitations_made")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="invitations_used")
    # Whose password the link renews; None of an invitation.
    renews = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, editable=False, related_name="renewals")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"


class Server(models.Model):
    """One row, or none before the operator describes the server."""

    class Founding(models.TextChoices):
        EVERYONE = "everyone", _("everyone with an account")
        INVITED = "invited", _("people whom the operator invited")
        NOBODY = "nobody", _("no one")

    operated_by = models.CharField(_("who operates this server"), max_length=200, blank=True)
    place = models.CharField(_("where the machine is"), max_length=200, blank=True)
    founding = models.CharField(
        _("who may start a coalition"), max_length=10, choices=Founding, default=Founding.EVERYONE
    )

    def __str__(self) -> str:
        return self.operated_by
