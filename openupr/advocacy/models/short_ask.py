"""A proposed recommendation as a diplomat gets it: short, with a question."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition
from openupr.proposals.models import Proposal


class ShortAsk(models.Model):
    """The words of an ask on the embassy sheets, in the sheets' language, and an advance question
    for it.
    """

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="short")
    # Empty: the ask's own wording, as it is then.
    text = models.CharField(_("recommendation in short"), max_length=400, blank=True)
    # One a line, at most two.
    question = models.TextField(_("advance questions"), max_length=800, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text or self.question

    @property
    def questions(self) -> list[str]:
        """Its advance questions, the first first."""
        return self.question.splitlines()


class SheetContact(models.Model):
    """What is on every embassy sheet of a coalition: whom a diplomat can ask, by function, and why
    now.
    """

    coalition = models.OneToOneField(Coalition, models.CASCADE, related_name="sheet_contact")
    text = models.CharField(_("whom to ask"), max_length=300, blank=True)
    why_now = models.CharField(_("why now"), max_length=300, blank=True)
    why_source = models.CharField(_("source"), max_length=300, blank=True)

    def __str__(self) -> str:
        return self.text

    @property
    def why_now_in_words(self) -> str:
        """The sentence with its source; "" where a person wrote none."""
        return f"{self.why_now} ({self.why_source})" if self.why_now else ""


class WhyNow(models.Model):
    """Why one State should act now, a fact with its source: on its sheet in place of what is on
    all.
    """

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="whys")
    iso3 = models.CharField(_("State"), max_length=3)
    why_now = models.CharField(_("why now"), max_length=300)
    why_source = models.CharField(_("source"), max_length=300)

    class Meta:
        ordering = ["iso3"]
        constraints = [models.UniqueConstraint(fields=["coalition", "iso3"], name="one_why_now_a_state")]

    def __str__(self) -> str:
        return self.why_now

    @property
    def why_now_in_words(self) -> str:
        """The sentence with its source."""
        return f"{self.why_now} ({self.why_source})"
