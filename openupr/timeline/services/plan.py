"""The plan back from the day on which submissions are due."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.upr.phases import SUBMISSION_DEADLINE

from ..models import Calendar, Milestone
from ..rules.backward import MOST_DAYS, STEP_ORDER, laid_out
from ..rules.statuses import DONE, PLANNED, STEP
from .changes import UnfitDate, change, hold


class NoDeadline(ValueError):
    """There is nothing to plan back from; the sentence says what to do."""


@transaction.atomic
def plan_backward(*, calendar: Calendar, today: date, spacing: Mapping[str, int] | None = None) -> list[Milestone]:
    """Lay out the steps to the submission (outline, draft, comments, validation, sign-on, lodging) up to its deadline.

    An estimated deadline counts from its first day. Steps that somebody moved or finished stay; the others are laid
    out anew each time. `spacing` sets the days before the deadline by step and is kept as given. Returns the steps
    in their order. Raises NoDeadline, and UnfitDate for a spacing that makes no sense.
    """
    hold(calendar)
    deadline = _deadline(calendar)
    if deadline is None:
        raise NoDeadline(_("The date when submissions are due is not known. Enter the published date first."))
    if deadline.day <= today:
        raise NoDeadline(_("The day on which submissions are due is not ahead: nothing is left to plan back from."))
    given = spacing or {}
    for key, days in given.items():
        if key not in STEP_ORDER or not 0 <= days <= MOST_DAYS:
            told = {"step": key, "days": days}
            raise UnfitDate(_("“%(step)s” cannot be %(days)d days before the deadline.") % told)
    steps = laid_out(deadline=deadline.day, today=today, rest_days=calendar.rest_days, spacing=given)
    held = {each.key: each for each in calendar.milestones.filter(kind=STEP)}
    found = []
    for step, day in steps:
        milestone = held.get(step.key)
        if milestone is None:
            milestone = Milestone.objects.create(
                calendar=calendar, key=step.key, kind=STEP, title=step.title, day=day, whose=step.whose,
                status=PLANNED, source=step.source, by_hand=step.key in given,
                counted_from=deadline.day, written_on=today,
            )  # fmt: skip
        elif milestone.status != DONE and (step.key in given or not milestone.by_hand):
            new = {"day": day, "until": None, "by_hand": step.key in given, "counted_from": deadline.day}
            milestone = change(milestone, new, today=today, reason=gettext_noop("The plan was made again."))
        found.append(milestone)
    return found


def _deadline(calendar: Calendar) -> Milestone | None:
    """The calendar's own deadline before that of the calendar around it."""
    holders = [calendar.pk, calendar.within_id] if calendar.within_id else [calendar.pk]
    found = Milestone.objects.filter(calendar__in=holders, key=SUBMISSION_DEADLINE)
    return min(found, key=lambda each: each.calendar_id != calendar.pk, default=None)
