"""What members of a group say of a recommendation before the group adopts it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models.group import Group

from .proposal import Proposal


class Stance(models.Model):
    """What one member says of a recommendation: the last word counts. `version`: of the original
    text it is about.

    `answer`: what who leads the group answered to an objection.
    """

    class Says(models.TextChoices):
        AGREE = "agree", _("agree")
        LIVE = "live", _("can live with it")
        OBJECT = "object", _("object")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="stances")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    says = models.CharField(_("I"), max_length=6, choices=Says)
    reason = models.TextField(_("reason"), blank=True)
    answer = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    given_at = models.DateTimeField()

    class Meta:
        app_label = "roadmaps"
        ordering = ["given_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="one_stance_a_member")]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.says}"

    @property
    def group(self) -> Group:
        return self.proposal.group


class EarlierObjection(models.Model):
    """An objection that its member took back, or that was about an earlier wording when the text
    was adopted.

    It is kept where the group worked on it: it was answered, or the text changed. `version` as in a
    Stance.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="earlier_objections")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField()
    answer = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    given_at = models.DateTimeField()

    class Meta:
        app_label = "roadmaps"
        ordering = ["given_at", "pk"]

    def __str__(self) -> str:
        return self.reason[:80]
