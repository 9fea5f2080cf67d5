"""What was published of a workshop in numbers, frozen at that moment; see rules.publishing for what
may be.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition
from openupr.workshops.models import Workshop


class PublishedFigures(models.Model):
    """A publication of a workshop: from its list, or typed in from paper (`by_hand`).

    `approximate`: "some 70". Withdrawn figures are not shown any more and, taken from a list, never
    taken again: from two publications that differ a little one could tell who came between them. So
    those that were typed in and gave way to others (`replaced_on`) stay as well, not to be shown
    but to be compared with.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="published_figures")
    by_hand = models.BooleanField(_("typed in from paper"), default=False)
    approximate = models.BooleanField(_("approximate"), default=False)
    published_on = models.DateField(_("published on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    replaced_on = models.DateField(_("replaced on"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workshop"], condition=models.Q(replaced_on=None), name="one_publication_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"figures of {self.workshop}"

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition


class PublishedCount(models.Model):
    """One number. `question` is total, registered, day, or one of rules.questions; `group` a date
    or an answer.

    The database itself refuses a number under five.
    """

    figures = models.ForeignKey(PublishedFigures, models.CASCADE, related_name="counts")
    question = models.CharField(max_length=12)
    group = models.CharField(max_length=12, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["figures", "question", "group"], name="each_count_once"),
            models.CheckConstraint(condition=models.Q(count__gte=5), name="no_published_count_under_five"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.group}: {self.count}"
