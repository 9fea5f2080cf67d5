"""Documents of the UN that people work on, and what they decided about their problems."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentCorrection(models.Model):
    """One problem of one file, and what a person decided.

    It is applied whenever the same file is read again.
    """

    class Action(models.TextChoices):
        ACCEPT = "accept", _("right as it was read")
        LEAVE_OUT = "leave-out", _("left out")
        FIX = "fix", _("fixed")
        ADD = "add", _("added by hand")

    sha256 = models.CharField(max_length=64)
    # undocs.values.Problem.key; of what was added by hand a name of its own, that begins with "+".
    problem = models.CharField(max_length=16)
    action = models.CharField(max_length=9, choices=Action)
    # With "fix" and "add": number, text, states (ISO codes), position, page; empty ones stay as
    # they were read.
    values = models.JSONField(default=dict)
    decided = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sha256", "problem"], name="one_correction_a_problem")]

    def __str__(self) -> str:
        return f"{self.problem}: {self.action}"


class KeptDocument(models.Model):
    """A document whose problems people settle: its pages are shown beside them, and it is read
    again.

    A thematic list that entered the record stays: coalitions fill it in.
    """

    DAYS = 90
    LIST = "thematic-list"

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    # As `undocs` names it.
    kind = models.CharField(max_length=24, blank=True, default="")
    # The State under Review; "" where it is not known.
    iso3 = models.CharField(max_length=3, blank=True, default="")
    # Of an addendum that came before its report: the report's symbol.
    waits_for = models.CharField(max_length=60, blank=True, default="")
    # Whether a person settles problems before it can enter.
    has_problems = models.BooleanField(default=True)
    # When it was last chosen, decided about or imported.
    used = models.DateTimeField()
    # Whether it has entered the record since it was last chosen.
    entered = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def stays(self) -> bool:
        """Whether it is a list in the record, which is kept until a person removes it."""
        return self.entered and self.kind == self.LIST

    @property
    def ends(self) -> datetime:
        """When it is removed, unless a person works on it before."""
        return self.used + timedelta(days=self.DAYS)
