"""What became of the asks in the review: what States recommended, and what lobbying had to do with
it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition
from openupr.proposals.models import Proposal
from openupr.upr.states import State, by_iso3
from openupr.web.parts import Badge


class Uptake(models.Model):
    """What a person said of a recommendation beside an ask.

    `ask_key` is "" where it was written in by hand.

    Without a text it is said of the whole report: nothing in it takes the ask up. State, paragraph
    and text are kept with it: a draft report is replaced by the final one. `looked_on`: when people
    read both together; no text for others names the pair before.
    """

    class Said(models.TextChoices):
        FULL = "full", _("taken up")
        PART = "part", _("taken up in part")
        NOT = "not", _("not this one")

        @property
        def tone(self) -> str:
            """Its colour and pattern: see openupr.web.parts."""
            return {"full": "yes", "part": "part"}.get(self.value, "no")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="uptakes")
    ask_key = models.CharField(max_length=80, blank=True)
    iso3 = models.CharField(_("State"), max_length=3, blank=True)
    number = models.CharField(_("paragraph"), max_length=24, blank=True)
    text = models.TextField(_("recommendation"))
    said = models.CharField(max_length=4, choices=Said)
    said_on = models.DateField(_("said on"))
    looked_on = models.DateField(_("looked at together on"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "ask_key"], condition=~models.Q(ask_key=""), name="one_uptake_an_ask_and_proposal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.state_name}: {self.get_said_display()}"

    @property
    def badge(self) -> Badge:
        answer = self.Said(self.said)
        return Badge(str(answer.label), tone=answer.tone)

    @property
    def state_name(self) -> str:
        """ "" where the source itself does not know it."""
        return by_iso3(self.iso3).name if self.iso3 else ""


class LobbyingImpact(models.Model):
    """How far lobbying had to do with what a State did with an ask, as a person set it."""

    class Value(models.TextChoices):
        NONE = "0", "0"
        HALF = "0.5", "0.5"
        WHOLE = "1", "1"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="impacts")
    iso3 = models.CharField(_("State"), max_length=3)
    value = models.CharField(_("lobbying impact"), max_length=3, choices=Value)

    class Meta:
        ordering = ["iso3"]
        constraints = [models.UniqueConstraint(fields=["proposal", "iso3"], name="one_impact_a_state_and_proposal")]

    def __str__(self) -> str:
        return f"{self.iso3}: {self.value}"


class AdvanceQuestion(models.Model):
    """A question that a State sent in before the review, noted by hand with its source."""

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="advance_questions")
    proposal = models.ForeignKey(Proposal, models.SET_NULL, null=True, blank=True, related_name="advance_questions")
    iso3 = models.CharField(_("State"), max_length=3)
    text = models.TextField(_("question"))
    source = models.CharField(_("source"), max_length=300)
    noted_on = models.DateField(_("noted on"))

    class Meta:
        ordering = ["iso3", "pk"]

    def __str__(self) -> str:
        return f"{self.state}: {self.text[:60]}"

    @property
    def state(self) -> State:
        return by_iso3(self.iso3)


class Lessons(models.Model):
    """What the next cycle should know. `before`: what the coalition for the review before wrote."""

    coalition = models.OneToOneField(Coalition, models.CASCADE, related_name="lessons")
    text = models.TextField(_("lessons"), blank=True)
    before = models.TextField(_("lessons of the review before"), blank=True)

    class Meta:
        verbose_name_plural = "lessons"

    def __str__(self) -> str:
        return self.text[:80]
