"""What the operator says about this server."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Server(models.Model):
    """One row, or none while nothing was said."""

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
