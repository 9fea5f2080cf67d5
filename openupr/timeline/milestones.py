"""The dates in a calendar: written, moved, published, done, and planned back from the deadline."""

from collections.abc import Mapping
from datetime import date, time

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.accounts.models import Person
from openupr.upr.local_time import GENEVA
from openupr.upr.phases import SUBMISSION_DEADLINE, is_phase, phase

from .calendars import (
    UnfitDate,
    change,
    checked,
    hold,
    write_phases,
)
from .models import Calendar, Milestone
from .rules.backward import MOST_DAYS, STEP_ORDER, laid_out
from .rules.statuses import DONE, PHASE, PLANNED, PUBLISHED, STEP, TASK


class SourceMissing(ValueError):
    """A date is called published without a source."""

    def __init__(self) -> None:
        super().__init__(_("Say where the date is published: a page, a letter, a document."))


@transaction.atomic
def write_date(
    *,
    calendar: Calendar,
    key: str,
    title: str | Promise,
    day: date,
    today: date,
    kind: str = TASK,
    until: date | None = None,
    hour: time | None = None,
    zone: str = "",
    whose: str = "",
    person: Person | None = None,
    source: str = "",
    reason: str = "",
) -> Milestone:
    """The date called `key` in a calendar: new, or as it is now to be. Writing the same again
    changes nothing.

    A `title` to be translated is stored in English; `shown_title` shows it. What is done stays
    done. `person` owns it, or `whose` says who in words. An hour without `zone` is the country's. A
    phase of the review keeps its own title and kind and cannot be written so: see `publish_date`.
    Raises UnfitDate.
    """
    if is_phase(key):
        raise UnfitDate(_("The date of “%(phase)s” is published, not planned.") % {"phase": phase(key).label})
    with translation.override("en"):
        english = str(title)
    values = {
        "kind": kind,
        "title": english.strip(),
        "day": day,
        "until": None if until == day else until,
        "hour": hour,
        "zone": (zone or calendar.time_zone) if hour else "",
        "whose": whose,
        "person": person,
        "source": source,
    }
    earlier = _locked_by_key(calendar, key)
    if earlier is not None:
        return change(earlier, values, today=today, reason=reason)
    fresh = Milestone(calendar=calendar, key=key, status=PLANNED, written_on=today, **values)
    checked(fresh).save()
    return fresh


@transaction.atomic
def move_milestone(
    *,
    milestone: Milestone,
    day: date,
    today: date,
    until: date | None = None,
    hour: time | None = None,
    zone: str = "",
    whose: str | None = None,
    person: Person | None = None,
    reason: str = "",
) -> Milestone:
    """Another day for something that we decide ourselves; the earlier one stays readable, with the
    reason.

    A new plan leaves it there. `whose` left out: the owner stays; else `person` or `whose` owns it.
    Raises UnfitDate, also for a phase of the review.
    """
    if milestone.kind == PHASE:
        raise UnfitDate(_("The date of “%(phase)s” is published, not planned.") % {"phase": milestone.title})
    moved: dict[str, object] = {
        "day": day,
        "until": None if until == day else until,
        "hour": hour,
        "zone": (zone or milestone.calendar.time_zone) if hour else "",
        "by_hand": True,
    }
    if whose is not None:
        moved |= {"whose": whose, "person": person}
    return change(_locked(milestone), moved, today=today, reason=reason)


@transaction.atomic
def publish_date(
    *,
    calendar: Calendar,
    key: str,
    day: date,
    source: str,
    today: date,
    until: date | None = None,
    hour: time | None = None,
    zone: str = GENEVA,
    title: str = "",
    reason: str = "",
) -> Milestone:
    """The published date of a phase (or of anything else, then with its `title`) takes the place of
    the estimate.

    `hour` is Geneva's unless `zone` says otherwise. The estimates that hang on a published date are
    counted anew. Raises SourceMissing without a source, UnfitDate.
    """
    if not source.strip():
        raise SourceMissing
    values = {
        "day": day,
        "until": None if until == day else until,
        "hour": hour,
        "zone": zone if hour else "",
        "status": PUBLISHED,
        "source": source.strip(),
        "done_on": None,
    }
    earlier = _locked_by_key(calendar, key)
    if earlier is not None:
        milestone = change(earlier, values, today=today, reason=reason)
    else:
        milestone = Milestone(
            calendar=calendar,
            key=key,
            kind=PHASE if is_phase(key) else TASK,
            title=phase(key).label if is_phase(key) else title.strip(),
            written_on=today,
            **values,
        )
        checked(milestone).save()
    if milestone.kind == PHASE and calendar.within_id is None:
        write_phases(calendar, today=today, reason=_("Counted from the published date: %(title)s") % {
            "title": milestone.title,
        })  # fmt: skip
    return milestone


@transaction.atomic
def mark_done(*, milestone: Milestone, today: date) -> Milestone:
    """Say that something is done; its date stays."""
    return change(_locked(milestone), {"status": DONE, "done_on": today}, today=today)


@transaction.atomic
def take_back_done(*, milestone: Milestone, today: date) -> Milestone:
    """Something is not done after all: it is again as it was before."""
    milestone = _locked(milestone)
    if milestone.status != DONE:
        return milestone
    before = milestone.earlier.exclude(status=DONE).last()
    status = before.status if before else PLANNED
    return change(milestone, {"status": status, "done_on": None}, today=today)


@transaction.atomic
def drop_date(*, calendar: Calendar, key: str) -> bool:
    """Remove a date that is not wanted any more; phases of the review stay.

    Returns whether there was one.
    """
    dropped, _each = calendar.milestones.filter(key=key).exclude(kind=PHASE).delete()
    return bool(dropped)


def _locked_by_key(calendar: Calendar, key: str) -> Milestone | None:
    """The date called `key`, if there is one, locked until the change is saved."""
    hold(calendar)
    return calendar.milestones.filter(key=key).first()


def _locked(milestone: Milestone) -> Milestone:
    """The milestone as it is in the database, locked until the change is saved."""
    return Milestone.objects.select_for_update().select_related("calendar").get(pk=milestone.pk)


class NoDeadline(ValueError):
    """There is nothing to plan back from; the sentence says what to do."""


@transaction.atomic
def plan_backward(*, calendar: Calendar, today: date, spacing: Mapping[str, int] | None = None) -> list[Milestone]:
    """Plan the steps to the submission back from its deadline.

    The steps are outline, draft, comments, validation, sign-on and lodging. An estimated deadline
    counts from its first day. Steps that somebody moved or finished stay; the others get new days
    each time. `spacing` sets the days before the deadline by step and is kept. Returns the steps in
    their order. Raises NoDeadline, and UnfitDate for a spacing that makes no sense.
    """
    hold(calendar)
    deadline = _deadline(calendar)
    if deadline is None:
        raise NoDeadline(_("The date when submissions are due is not known. Enter the published date first."))
    if deadline.day <= today:
        raise NoDeadline(_("The day on which submissions are due is not ahead: nothing is left to plan back from."))
    days_before = spacing or {}
    for key, days in days_before.items():
        if key not in STEP_ORDER or not 0 <= days <= MOST_DAYS:
            parts = {"step": key, "days": days}
            raise UnfitDate(_("“%(step)s” cannot be %(days)d days before the deadline.") % parts)
    steps = laid_out(deadline=deadline.day, today=today, rest_days=calendar.rest_days, spacing=days_before)
    earlier = {milestone.key: milestone for milestone in calendar.milestones.filter(kind=STEP)}
    planned = []
    for step, day in steps:
        milestone = earlier.get(step.key)
        if milestone is None:
            milestone = Milestone.objects.create(
                calendar=calendar, key=step.key, kind=STEP, title=step.title, day=day, whose=step.whose,
                status=PLANNED, source=step.source, by_hand=step.key in days_before,
                counted_from=deadline.day, written_on=today,
            )  # fmt: skip
        elif milestone.status != DONE and (step.key in days_before or not milestone.by_hand):
            new = {"day": day, "until": None, "by_hand": step.key in days_before, "counted_from": deadline.day}
            milestone = change(milestone, new, today=today, reason=gettext_noop("The plan was made again."))
        planned.append(milestone)
    return planned


def _deadline(calendar: Calendar) -> Milestone | None:
    """The calendar's own deadline before that of the calendar around it."""
    holders = [calendar.pk, calendar.within_id] if calendar.within_id else [calendar.pk]
    milestones = Milestone.objects.filter(calendar__in=holders, key=SUBMISSION_DEADLINE)
    return min(milestones, key=lambda milestone: milestone.calendar_id != calendar.pk, default=None)
