"""Whose telephone follows which dates of a coalition."""

from django.db import models

from openupr.accounts.models import Person
from openupr.timeline.models import Feed

from .coalition import Coalition
from .group import Group


class FollowedCalendar(models.Model):
    """That a person opened a feed of a coalition's dates: of one group, of all their own, or of the
    whole; or, without a coalition, of their own groups in every coalition they take part in.

    The feed itself knows neither person nor coalition.
    """

    class Extent(models.TextChoices):
        WHOLE = "whole"
        GROUP = "group"
        OWN = "own"
        EVERYWHERE = "every"

    feed = models.OneToOneField(Feed, models.CASCADE, related_name="+")
    coalition = models.ForeignKey(Coalition, models.CASCADE, null=True, blank=True, related_name="followed")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="followed")
    person = models.ForeignKey(Person, models.CASCADE, related_name="followed_calendars")
    extent = models.CharField(max_length=5, choices=Extent)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.person} follows {self.group or self.coalition or 'every coalition'}"
