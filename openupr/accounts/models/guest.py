"""Guests: phones in a room."""

from datetime import datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .person import Person


class Room(models.Model):
    """A room that phones may enter with a short code, for one day. It belongs to a circle."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    circle = models.CharField(_("circle"), max_length=32, db_index=True)
    day = models.DateField(_("day"))
    # By whose clock the day begins and ends; the server's where it is empty.
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
        """The midnight after which nobody is in it."""
        return datetime.combine(self.day + timedelta(days=1), time.min, self.zone)


class Guest(models.Model):
    """A phone in a room: a token for the room's day, kept as a hash. No name, no device, no address, no time."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="guests")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)

    def __str__(self) -> str:
        return f"A guest of {self.room}"
