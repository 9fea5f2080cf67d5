"""What is open to the phones in a workshop's room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition
from openupr.workshops.models import Workshop


class Floor(models.Model):
    """One for each workshop.

    The editions grow with every change that the room may see: a phone that asks again and again is
    answered with nothing, in one look at the database, as long as the edition is the one that it
    has.
    """

    workshop = models.OneToOneField(Workshop, models.CASCADE, related_name="floor")
    questions_open = models.BooleanField(_("questions are taken"), default=False)
    questions_edition = models.PositiveIntegerField(default=0)
    quiz_edition = models.PositiveIntegerField(default=0)
    wishes_open = models.BooleanField(_("wishes for a group are taken"), default=False)
    places_shown = models.BooleanField(_("phones see their group"), default=False)
    places_edition = models.PositiveIntegerField(default=0)
    # How many wish which group, as it was when wishes were closed (see rules.places.counted).
    wished = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"The floor of {self.workshop}"

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition
