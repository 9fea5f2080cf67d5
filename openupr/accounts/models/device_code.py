"""A code by which a second device is signed in."""

from django.db import models

from .person import Person


class DeviceCode(models.Model):
    """Shown on a device that is signed in; scanned by another one. Only the hash of the code is kept."""

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
