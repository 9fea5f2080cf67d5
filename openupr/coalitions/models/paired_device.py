"""Devices paired in the room."""

from django.db import models

from openupr.accounts.models import Person

from .group import Group


class PairedDevice(models.Model):
    """A device that reaches one group's work for a member, until midnight where the coalition is;
    first only its code.

    Of the code and of the device's token only hashes are kept. Of the device itself nothing is.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="paired_devices")
    person = models.ForeignKey(Person, models.CASCADE, related_name="paired_devices")
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    code_ends = models.DateTimeField()
    ends = models.DateTimeField()
    token_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)
    paired_at = models.DateTimeField(null=True)
    # Another one once the person's password is changed.
    password_mark = models.CharField(max_length=128, editable=False)

    class Meta:
        ordering = ["paired_at", "pk"]

    def __str__(self) -> str:
        return f"A device of {self.person} for {self.group}"
