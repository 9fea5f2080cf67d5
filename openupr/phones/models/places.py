"""Placing oneself in a thematic group, from a phone or a slip of paper."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Guest
from openupr.coalitions.models import Coalition, Group
from openupr.workshops.models import Workshop


class Wishes(models.Model):
    """Where somebody would like to work, and where they are placed. Of a phone they go when the
    phone goes.

    `ranked`: numbers of groups, the first wish first. `slip`: the number on a slip of paper of who
    has no phone.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="wishes")
    guest = models.ForeignKey(Guest, models.CASCADE, null=True, blank=True, related_name="+")
    slip = models.CharField(_("number of the slip"), max_length=10, blank=True)
    ranked = models.JSONField(_("wishes"), default=list)
    place = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "guest"], name="one_wish_list_a_phone")]

    def __str__(self) -> str:
        return f"Wishes for {self.workshop}"

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition
