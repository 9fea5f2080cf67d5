"""Consultations: who was asked, what they said, what changed because of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition, Group


class Consultation(models.Model):
    """A consultation held by a coalition or one of its groups; people are counted, never named."""

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="consultations")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="consultations")
    day = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=200)
    people = models.PositiveIntegerField(_("how many people"), null=True, blank=True)
    who = models.CharField(_("who (in general)"), max_length=200, blank=True)
    said = models.TextField(_("what was said"))
    changed = models.TextField(_("what changed because of it"), blank=True)

    class Meta:
        app_label = "coalitions"  # see __init__.py of this folder
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.day}, {self.place}"
