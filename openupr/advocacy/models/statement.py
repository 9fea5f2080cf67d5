"""What the coalition says at the pre-session in Geneva."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition
from openupr.testimonies.models import Box


class Statement(models.Model):
    """How long it may take, how fast it is spoken, and in which language."""

    coalition = models.OneToOneField(Coalition, models.CASCADE, related_name="statement")
    language = models.CharField(_("language"), max_length=8, default="en")
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=6, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    words_a_minute = models.PositiveSmallIntegerField(
        _("words a minute"), default=120, validators=[MinValueValidator(60), MaxValueValidator(220)]
    )
    # Into which those who heard a rehearsal put what they say of it.
    feedback = models.ForeignKey(Box, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"Statement of {self.coalition}"


class StatementText(models.Model):
    """A part in somebody's own words, in one language.

    `suggested`: what the facts said at that time.
    """

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    part = models.CharField(max_length=24)
    text = models.TextField(_("text"), blank=True)
    suggested = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "language", "part"], name="one_text_a_part_of_a_statement")
        ]

    def __str__(self) -> str:
        return self.text[:80]
