"""Calendars with their dates and what the dates were before; feeds for a telephone's own
calendar.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.reviews.models import Review
from openupr.upr.local_time import local_time

from .rules import statuses
from .rules.windows import Window, one_day

# A calendar: the dates of somebody who prepares for a review.


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


# A feed: an address that a telephone's calendar asks for dates.


class Feed(models.Model):
    """The dates of one or several calendars at a secret address. Only the secret's hash is kept.

    Whoever finds the telephone reads its calendar: titles are neutral unless somebody chose
    otherwise.
    """

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField(_("label"), max_length=120, blank=True)
    neutral = models.BooleanField(_("neutral titles"), default=True)
    calendars = models.ManyToManyField(Calendar, related_name="feeds")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label or f"Feed {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


# A date in a calendar, and what it was before.

APPOINTMENT = "appointment-"
"""So begin the keys of dates that are deleted with what they come from: they are not taken along
anywhere.
"""


class Milestone(models.Model):
    """Something due or taking place. `key` names it for whoever writes it ("submission-deadline",
    "roadmap-9").

    It lasts from `day` to `until` (that day alone when empty); `hour` is told in the time zone
    `zone`.
    """

    class Kind(models.TextChoices):
        PHASE = statuses.PHASE, _("phase of the review")
        STEP = statuses.STEP, _("step of our plan")
        TASK = statuses.TASK, _("task")
        EVENT = statuses.EVENT, _("event")

    class Status(models.TextChoices):
        ESTIMATE = statuses.ESTIMATE, _("estimate")
        PLANNED = statuses.PLANNED, _("planned")
        PUBLISHED = statuses.PUBLISHED, _("published")
        DONE = statuses.DONE, _("done")

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="milestones")
    key = models.CharField(max_length=60)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    day = models.DateField(_("day"))
    until = models.DateField(_("until"), null=True, blank=True)
    hour = models.TimeField(_("hour"), null=True, blank=True)
    zone = models.CharField(_("time zone of the hour"), max_length=60, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, db_column="standing")
    source = models.TextField(_("source"), blank=True)
    # The owner: a person where that is known, else in words (a role, an organisation).
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    whose = models.CharField(_("whose"), max_length=120, blank=True)
    # Somebody chose this day: a plan that is laid out anew leaves it alone.
    by_hand = models.BooleanField(default=False)
    # The first day of the deadline that a step of the plan was laid out from: with another one it
    # is to be looked at.
    counted_from = models.DateField(null=True, blank=True)
    written_on = models.DateField()
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "key"], name="one_milestone_a_calendar_and_key"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("day")),
                name="a_milestone_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(hour=None) | ~models.Q(zone=""), name="the_hour_of_a_milestone_has_a_zone"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=statuses.PUBLISHED) | ~models.Q(source=""),
                name="a_published_milestone_has_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.day}"

    @property
    def is_invented(self) -> bool:
        """Whether it is a date of the demo, which nobody published."""
        return self.status == statuses.PUBLISHED and self.source == statuses.INVENTED

    @property
    def window(self) -> Window:
        return one_day(self.day, self.until)


class EarlierDate(models.Model):
    """What a milestone's date was until `replaced_on`, and why it was changed."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="earlier")
    day = models.DateField()
    until = models.DateField(null=True, blank=True)
    hour = models.TimeField(null=True, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=10, choices=Milestone.Status, db_column="standing")
    source = models.TextField(blank=True)
    replaced_on = models.DateField()
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.day} until {self.replaced_on}"

    @property
    def window(self) -> Window:
        return one_day(self.day, self.until)
