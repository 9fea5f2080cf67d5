"""How the next workshop of a series is checked against earlier lessons.

The lesson itself is the workshop's.
"""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openupr.workshops.models import Lesson, Workshop


class LessonCheck(models.Model):
    """A rule by which a lesson is checked from counts; a lesson without one is ticked off by
    somebody.

    `least` is a share in per cent for women and rural people, and a number for each language for
    interpreters.
    """

    class By(models.TextChoices):
        WOMEN = "women", _("share of women among those who speak")
        RURAL = "rural", _("share of people from the countryside among those who speak")
        INTERPRETERS = "interpreters", _("interpreters for each language")

    lesson = models.OneToOneField(Lesson, models.CASCADE, related_name="check_rule")
    by = models.CharField(_("checked by"), max_length=12, choices=By)
    least = models.PositiveSmallIntegerField(_("at least"))

    def __str__(self) -> str:
        return f"{self.by} {self.least}"

    @property
    def in_words(self) -> str:
        """What is counted, and how much of it is wanted."""
        least = gettext("at least %(least)s") % {"least": self.least}
        return f"{self.get_by_display()}: {least}{'' if self.by == self.By.INTERPRETERS else '%'}"


class LessonSeenTo(models.Model):
    """That a later workshop was planned with a lesson in mind."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="seen_to")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "workshop"], name="lesson_seen_to_once")]

    def __str__(self) -> str:
        return f"lesson {self.lesson_id} in workshop {self.workshop_id}"
