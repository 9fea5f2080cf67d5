"""That a backup was made; where it is kept, nobody is told."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
