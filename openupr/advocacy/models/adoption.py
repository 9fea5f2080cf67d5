"""Texts between the review and the adoption of its outcome: made from the facts, edited by
people.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition


class AdoptionText(models.Model):
    """A text for people outside.

    `taken_over` is what the facts said when it was made: a later change is shown.

    `theme` is an issue's key, "" where the text is about all. `pace`: words a minute of a text that
    is read out.
    """

    class Kind(models.TextChoices):
        PRESS = "press-note", _("Press note")
        LETTER = "letter", _("Letter to a ministry")
        STATEMENT = "statement", _("Adoption statement")

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="adoption_texts")
    kind = models.CharField(max_length=12, choices=Kind)
    theme = models.CharField(max_length=80, blank=True)
    to = models.CharField(_("addressed to"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    taken_over = models.TextField()
    pace = models.PositiveSmallIntegerField(_("words a minute"), default=130)
    speakers = models.CharField(_("who can speak"), max_length=300, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)

    class Meta:
        ordering = ["kind", "theme"]
        constraints = [
            models.UniqueConstraint(fields=["coalition", "kind", "theme"], name="one_adoption_text_a_kind_and_theme")
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def is_edited(self) -> bool:
        """Whether a person changed what was made from the facts."""
        return self.text != self.taken_over
