"""Which recommendations a consultation was about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition
from openupr.decisions.models import Consultation

from .proposal import Proposal


class Consulted(models.Model):
    """That a recommendation was talked over in a consultation, and what changed in it because of
    that.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="consulted")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="consulted")
    changed = models.TextField(_("what changed in it"), blank=True)

    class Meta:
        app_label = "roadmaps"
        ordering = ["proposal__group__order", "proposal__group", "proposal__number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "proposal"], name="consulted_once_on_a_recommendation")
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.proposal}"

    @property
    def coalition(self) -> Coalition:
        return self.consultation.coalition
