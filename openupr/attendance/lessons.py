"""What the workshop that is planned makes of the lessons of those before it in the series."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.workshops.models import Lesson, Workshop

from .actions import KEEP_CHECKS
from .balance import SpeakingBalance, balance_of
from .models import LessonCheck, LessonSeenTo
from .rules.balance import LessonKept, at_least, enough_interpreters

# A series that leads back to itself by mistake ends here.
MOST_BEFORE = 20


@dataclass(frozen=True)
class Check:
    """A lesson of an earlier workshop, compared with a planned one.

    Without a `rule` somebody ticks it off. `found`: what the counts say here, in words.
    """

    lesson: Lesson
    rule: LessonCheck | None
    status: LessonKept
    found: str = ""

    @property
    def is_kept(self) -> bool:
        return self.status is LessonKept.KEPT


def checks_of(workshop: Workshop, balance: SpeakingBalance | None = None) -> list[Check]:
    """The lessons of all workshops before it in the series, the nearest first, with their status
    here.
    """
    before = earlier(workshop)
    if not before:
        return []
    order = {previous.pk: place for place, previous in enumerate(before)}
    rows = Lesson.objects.filter(workshop__in=before).select_related("workshop", "check_rule")
    lessons = sorted(rows.prefetch_related("seen_to"), key=lambda previous: (order[previous.workshop_id], previous.pk))
    if not lessons:
        return []
    balance = balance or balance_of(workshop)
    return [_check(lesson, workshop, balance) for lesson in lessons]


def earlier(workshop: Workshop) -> list[Workshop]:
    """The workshops that this one follows, the nearest first. One query."""
    series = {other.pk: other for other in Workshop.objects.filter(coalition=workshop.coalition_id)}
    before: list[Workshop] = []
    seen = {workshop.pk}
    following = series.get(workshop.follows_id or 0)
    while following and following.pk not in seen and len(before) < MOST_BEFORE:
        before.append(following)
        seen.add(following.pk)
        following = series.get(following.follows_id or 0)
    return before


def _check(lesson: Lesson, workshop: Workshop, balance: SpeakingBalance) -> Check:
    rule: LessonCheck | None = getattr(lesson, "check_rule", None)
    if rule is None:
        seen_to = any(tick.workshop_id == workshop.pk for tick in lesson.seen_to.all())
        return Check(lesson, None, LessonKept.KEPT if seen_to else LessonKept.NOT_KEPT)
    if rule.by == LessonCheck.By.INTERPRETERS:
        there = {
            language.code: language.interpreters for language in balance.languages if language.interpreters is not None
        }
        counts = ", ".join(
            f"{language.name}: {there[language.code]}" for language in balance.languages if language.code in there
        )
        return Check(lesson, rule, enough_interpreters(workshop.languages, there, rule.least), counts)
    share = balance.women if rule.by == LessonCheck.By.WOMEN else balance.rural
    return Check(lesson, rule, at_least(share, rule.least), "" if share is None else f"{share}%")


@act(KEEP_CHECKS, _("Say how a lesson is checked"), about="workshop")
def check_lesson_by(*, by: Person, workshop: Workshop, lesson: Lesson, rule: str, least: int | None) -> None:
    """Check it from counts, by a rule of LessonCheck.By and a number; with "" somebody ticks it
    off.

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
