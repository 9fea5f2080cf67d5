"""A State that the coalition asks to make a recommendation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.proposals.models import Proposal
from openupr.upr.states import State, by_iso3


class Carrier(models.Model):
    """That a State is to be asked for a proposed recommendation. `by_hand`: a person chose it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="carriers")
    iso3 = models.CharField(_("State"), max_length=3)
    by_hand = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "iso3"], name="one_carrier_a_state_and_proposal")]

    def __str__(self) -> str:
        return f"{self.state}: {self.proposal}"

    @property
    def state(self) -> State:
        return by_iso3(self.iso3)


class RemovedCarrier(models.Model):
    """That a person removed a State from a proposed recommendation: it is not proposed for it
    again.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="removed_carriers")
    iso3 = models.CharField(_("State"), max_length=3)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "iso3"], name="one_removal_a_state_and_proposal")]

    def __str__(self) -> str:
        return f"{by_iso3(self.iso3)}: {self.proposal}"
