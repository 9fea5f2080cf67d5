"""Decisions: a question put to organisations, one voice each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person

from .coalition import Coalition
from .organisation import Organisation


class Decision(models.Model):
    """A question with options. It cannot be edited once closed, only superseded by another."""

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="decisions")
    question = models.TextField(_("question"))
    asked_on = models.DateField(_("asked on"))
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    # How many organisations must speak for the outcome to stand.
    quorum = models.PositiveSmallIntegerField(_("quorum (organisations)"), default=1)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(_("outcome"), blank=True)
    supersedes = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="superseded_by")

    class Meta:
        ordering = ["-asked_on", "-pk"]

    def __str__(self) -> str:
        return self.question[:80]


class Option(models.Model):
    """One of the answers that may be given. `route` ties the question of the seed to what follows from it."""

    class Route(models.TextChoices):
        NONE = "", _("none")
        BY_GROUP = "by-group", _("group by group")
        JOINT = "joint", _("joint cross-sectoral submission")
        OWN = "own", _("own submission")
        BOTH = "both", _("joint and own submissions")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="options")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(_("option"), max_length=200)
    route = models.CharField(_("route"), max_length=10, choices=Route, default=Route.NONE, blank=True)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text


class Voice(models.Model):
    """What an organisation said through its representative; the last one before closing counts, all are kept."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="voices")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    option = models.ForeignKey(Option, models.CASCADE, related_name="voices")
    dissent = models.TextField(_("dissent, to be recorded"), blank=True)
    given_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at", "pk"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.option}"
