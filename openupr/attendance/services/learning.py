"""How a lesson of one workshop is checked when the next is planned, and that it was done."""

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.workshops.models import Lesson, Workshop

from ..actions import KEEP_CHECKS
from ..models import LessonCheck, LessonSeenTo


@act(KEEP_CHECKS, _("Say how a lesson is checked"), about="workshop")
def check_lesson_by(*, by: Person, workshop: Workshop, lesson: Lesson, rule: str, least: int | None) -> None:
    """Check it from counts, by a rule of LessonCheck.By and a number; with "" somebody ticks it off.

    `workshop` is the one that is planned.
    """
    if not rule or least is None:
        LessonCheck.objects.filter(lesson=lesson).delete()
        return
    LessonCheck.objects.update_or_create(lesson=lesson, defaults={"by": LessonCheck.By(rule), "least": least})


@act(
    KEEP_CHECKS,
    {True: _("Tick off a lesson as done"), False: _("Take back that a lesson was done")},
    about="workshop",
    varies_by="seen_to",
)
def see_to_lesson(*, by: Person, workshop: Workshop, lesson: Lesson, seen_to: bool) -> None:
    """A later workshop has done it, or not."""
    if seen_to:
        LessonSeenTo.objects.get_or_create(lesson=lesson, workshop=workshop)
    else:
        LessonSeenTo.objects.filter(lesson=lesson, workshop=workshop).delete()
