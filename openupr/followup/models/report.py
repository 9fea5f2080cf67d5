"""When a coalition last reported on its follow-up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition


class Report(models.Model):
    """A day on which the coalition reported: "what moved" is asked since then."""

    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="follow_up_reports")
    day = models.DateField(_("day"))
    title = models.CharField(_("report"), max_length=120)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [models.UniqueConstraint(fields=["coalition", "day"], name="one_report_of_a_day")]

    def __str__(self) -> str:
        return f"{self.title}, {self.day}"
