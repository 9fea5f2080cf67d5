"""A group's strategy, on one page: from the submission through mid-term."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition, Group

from .owned_task import OwnedTask


class Strategy(models.Model):
    """What the group wants to reach, and with whom."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="strategy")
    goal = models.TextField(_("goal"), blank=True)
    at_home = models.TextField(_("targets at home"), blank=True)
    abroad = models.TextField(_("targets abroad"), blank=True)

    def __str__(self) -> str:
        return f"{self.group}: {self.goal}"

    @property
    def coalition(self) -> Coalition:
        return self.group.coalition


class StrategyActivity(OwnedTask):
    """Something that the group does for its goal."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="strategy_activities")

    class Meta:
        ordering = ["due", "pk"]

    @property
    def coalition(self) -> Coalition:
        return self.group.coalition


class StrategyRisk(models.Model):
    """What may go wrong, and what is done about it."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="strategy_risks")
    text = models.CharField(_("risk"), max_length=300)
    response = models.CharField(_("what is done about it"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def coalition(self) -> Coalition:
        return self.group.coalition
