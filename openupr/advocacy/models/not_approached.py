"""A State that the coalition does not approach."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition
from openupr.upr.states import State, by_iso3


class NotApproached(models.Model):
    """Private to the coalition: it is not proposed for a recommendation, and no paper names it."""

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="not_approached")
    iso3 = models.CharField(_("State"), max_length=3)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["iso3"]
        constraints = [models.UniqueConstraint(fields=["coalition", "iso3"], name="not_approached_once_a_state")]

    def __str__(self) -> str:
        return str(self.state)

    @property
    def state(self) -> State:
        return by_iso3(self.iso3)
