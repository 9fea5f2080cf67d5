"""Issues and action categories suggested for asks that no source has coded, and what people decided
about them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .asks import Ask


class CodingDecision(models.Model):
    """What a person decided: one value for all asks that it was suggested for, or for one of
    them.
    """

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    # "issue" or "action", and the key of the issue or the number of the category.
    dimension = models.CharField(max_length=8)
    value = models.CharField(max_length=80)
    verdict = models.CharField(max_length=9, choices=Verdict)
    decided = models.DateTimeField()
    # How many suggestions it settled.
    settled = models.PositiveIntegerField()
    undone = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.value}: {self.settled} {self.verdict}"


class SuggestedCode(models.Model):
    """One value that the record's coders would probably have given to an ask.

    Without a decision it waits for one.

    `score` lies between 0 and 1 and orders what is likely; it is no probability.
    """

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="suggested")
    dimension = models.CharField(max_length=8)
    value = models.CharField(max_length=80)
    score = models.FloatField()
    decision = models.ForeignKey(CodingDecision, on_delete=models.SET_NULL, null=True, related_name="codes")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ask", "dimension", "value"], name="one_suggestion_a_value")]
        indexes = [models.Index(fields=["dimension", "value"], name="suggestions_of_a_value")]

    def __str__(self) -> str:
        return f"{self.ask_id}: {self.value}"


class SuggestionRun(models.Model):
    """The one row that says how far suggesting has come: all asks up to `last_ask` have been gone
    through.
    """

    # What was learned that the suggestions are made with; another one begins again.
    model = models.CharField(max_length=160)
    last_ask = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    finished = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_suggestion_run")]

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"
