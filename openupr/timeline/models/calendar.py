"""A calendar: the dates of somebody who prepares for a review."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.reviews.models import Review
from openupr.upr.local_time import local_time


class Calendar(models.Model):
    """Dates around one review.

    A calendar knows no owner: the app that has it decides who reads and writes. A group's calendar
    is `within` its coalition's and shows that one's dates too.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="calendars")
    time_zone = models.CharField(_("time zone"), max_length=60)
    within = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="inner")
    # What makes the dates of this calendar the same ones in a telephone, year after year.
    identity = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    opened_on = models.DateField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Calendar {self.pk} for {self.review}"

    @property
    def rest_days(self) -> frozenset[int]:
        """The weekly days of rest in the State under Review, as ISO numbers."""
        return local_time(self.review.iso3).rest_days
