"""Guests: phones in a room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .person import Person


class Room(models.Model):
    """A room that phones may enter with a short code, for one day. It belongs to a circle."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    circle = models.CharField(_("circle"), max_length=32, db_index=True)
    day = models.DateField(_("day"))
    opened_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    closed = models.BooleanField(_("closed"), default=False)

    class Meta:
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.code


class Guest(models.Model):
    """A phone in a room: a token for the room's day, kept as a hash. No name, no device, no address, no time."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="guests")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)

    def __str__(self) -> str:
        return f"A guest of {self.room}"
