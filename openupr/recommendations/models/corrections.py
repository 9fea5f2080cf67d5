"""What people decided about the problems of the UN's documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentCorrection(models.Model):
    """One problem of one file, and what a person decided. It is applied whenever the same file is read again."""

    class Action(models.TextChoices):
        ACCEPT = "accept", _("right as it was read")
        LEAVE_OUT = "leave-out", _("left out")
        FIX = "fix", _("fixed")

    sha256 = models.CharField(max_length=64)
    # undocs.values.Problem.key
    problem = models.CharField(max_length=16)
    action = models.CharField(max_length=9, choices=Action)
    # With "fix": number, text, states (ISO codes), position; empty ones stay as they were read.
    values = models.JSONField(default=dict)
    decided = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sha256", "problem"], name="one_correction_a_problem")]

    def __str__(self) -> str:
        return f"{self.problem}: {self.action}"
