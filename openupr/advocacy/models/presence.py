"""Where a State's diplomats for the State under Review are, as far as the coalition knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition
from openupr.upr.states import State, by_iso3


class Presence(models.Model):
    """One State's presence, with its source. A State without one is unknown, not absent."""

    class Kind(models.TextChoices):
        RESIDENT = "resident", _("resident embassy")
        ACCREDITED = "accredited", _("accredited from elsewhere")
        GENEVA = "geneva", _("Geneva mission only")

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="presences")
    iso3 = models.CharField(_("State"), max_length=3)
    kind = models.CharField(_("presence"), max_length=10, choices=Kind)
    source = models.CharField(_("source"), max_length=300)
    noted_on = models.DateField(_("noted on"))

    class Meta:
        ordering = ["iso3"]
        constraints = [models.UniqueConstraint(fields=["coalition", "iso3"], name="one_presence_a_state")]

    def __str__(self) -> str:
        return f"{self.state}: {self.get_kind_display()}"

    @property
    def state(self) -> State:
        return by_iso3(self.iso3)
