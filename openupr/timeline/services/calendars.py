"""A calendar is opened with the phases of its review, and follows when more is known of that."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.reviews.models import Review

from ..models import Calendar, Milestone
from ..queries.moving import moving_to
from ..rules.phases import DatedPhase, dated_phases
from ..rules.statuses import DONE, ESTIMATE, PHASE, PUBLISHED
from ..rules.windows import Window
from .changes import change, hold, is_time_zone


class CalendarDoesNotFit(ValueError):
    """A calendar cannot be opened so; the sentence says why."""


@transaction.atomic
def open_calendar(*, review: Review, time_zone: str, today: date, within: Calendar | None = None) -> Calendar:
    """A new calendar for a review, with every phase of it of which a date can be said.

    `within` another calendar it holds no phases of its own: that one's dates show in it. Raises CalendarDoesNotFit
    for a time zone nobody knows, another review than the calendar around has, and a third level.
    """
    if not is_time_zone(time_zone):
        raise CalendarDoesNotFit(_("No time zone is called “%(name)s”.") % {"name": time_zone})
    if within is not None and within.review_id != review.pk:
        raise CalendarDoesNotFit(_("A calendar inside another is for the same review."))
    if within is not None and within.within_id is not None:
        raise CalendarDoesNotFit(_("A calendar cannot lie inside one that itself lies inside another."))
    calendar = Calendar.objects.create(review=review, time_zone=time_zone, within=within, opened_on=today)
    if within is None:
        write_phases(calendar, today=today)
    return calendar


@transaction.atomic
def move_calendar(*, calendar: Calendar, review: Review, today: date) -> Calendar:
    """The same preparations for another row of the same State's reviews: the expected one is now in a session.

    Estimates, and dates that were taken from the session before, become those of the new one. What a person entered,
    planned or did stays. Raises CalendarDoesNotFit for another State, and for a calendar inside another, which follows
    that one.
    """
    if review.iso3 != calendar.review.iso3 or calendar.within_id is not None:
        raise CalendarDoesNotFit(_("Only a calendar of its own moves, and only to another review of its State."))
    hold(calendar)
    moving = moving_to(calendar, review)
    calendar.inner.update(review=review)
    calendar.review = review
    calendar.save(update_fields=["review"])
    for each in moving.moved:
        if each.milestone is None:
            _milestone(calendar, each.phase, each.window, today).save()
        else:
            reason = gettext_noop("The review has another place in the calendar.")
            change(each.milestone, _dates(each.phase, each.window), today=today, reason=reason)
    return calendar


@transaction.atomic
def close_calendar(*, calendar: Calendar) -> None:
    """Take a calendar away with all its dates and the calendars inside it."""
    calendar.delete()


def write_phases(calendar: Calendar, *, today: date, reason: str = "") -> None:
    """Write the phases of the calendar's review that are not in it, and count its estimates anew from what is known."""
    hold(calendar)
    held = {each.key: each for each in calendar.milestones.filter(kind=PHASE)}
    known = {key: each.window for key, each in held.items() if each.status in {PUBLISHED, DONE}}
    fresh = []
    for dated in phases_of(calendar.review, known):
        if dated.window is None:
            continue
        milestone = held.get(dated.phase.key)
        if milestone is None:
            fresh.append(_milestone(calendar, dated, dated.window, today))
        elif milestone.status == ESTIMATE:
            change(milestone, _dates(dated, dated.window), today=today, reason=reason)
    Milestone.objects.bulk_create(fresh)


def phases_of(review: Review, known: dict[str, Window] | None = None) -> tuple[DatedPhase, ...]:
    """The phases of a review as the vocabulary knows them, and by what somebody learned."""
    return dated_phases(iso3=review.iso3, cycle=review.cycle, session=review.session, known=known)


def _milestone(calendar: Calendar, dated: DatedPhase, window: Window, today: date) -> Milestone:
    return Milestone(
        calendar=calendar,
        key=dated.phase.key,
        kind=PHASE,
        title=dated.phase.label,
        written_on=today,
        **_dates(dated, window),
    )


def _dates(dated: DatedPhase, window: Window) -> dict[str, object]:
    return {
        "day": window.first,
        "until": None if window.is_one_day else window.last,
        "status": dated.status,
        "source": dated.source,
    }
