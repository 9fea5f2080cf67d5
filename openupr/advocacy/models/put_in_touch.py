"""That an organisation of the coalition and a partner were put in touch."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition, Organisation

from .partner import Partner


class PutInTouch(models.Model):
    """Kept only with the consent of both: who records it says that both agreed.

    Private to the coalition.
    """

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="put_in_touch")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    day = models.DateField(_("date"))
    about = models.CharField(_("what for"), max_length=300, blank=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["partner", "organisation"], name="put_in_touch_once")]

    def __str__(self) -> str:
        return f"{self.partner} – {self.organisation}"

    @property
    def coalition(self) -> Coalition:
        return self.partner.coalition
