"""Calendars: opened with the phases of their review, moved with it; how one of their dates
changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from openupr.reviews.models import Review

from .models import Calendar, EarlierDate, Milestone
from .rules.phases import DatedPhase, dated_phases
from .rules.statuses import DONE, ESTIMATE, PHASE, PUBLISHED
from .rules.windows import Window

DATED = ("day", "until", "hour", "zone", "status", "source")
_LONGEST = {"key": 60, "title": 200, "whose": 120}


class UnfitDate(ValueError):
    """A date that does not fit; the sentence says why."""


def hold(calendar: Calendar) -> None:
    """Lock the calendar until this transaction ends: two people who write a date follow each other."""
    Calendar.objects.select_for_update().filter(pk=calendar.pk).get()


def checked(milestone: Milestone) -> Milestone:
    """The milestone, if it fits; else it raises UnfitDate."""
    if not milestone.key or not milestone.title.strip():
        raise UnfitDate(_("A date needs a name."))
    for name, most in _LONGEST.items():
        if len(getattr(milestone, name)) > most:
            raise UnfitDate(_("“%(text)s…” is too long: %(most)d characters are allowed.") % {
                "text": getattr(milestone, name)[:30], "most": most,
            })  # fmt: skip
    if milestone.until and milestone.until < milestone.day:
        raise UnfitDate(_("The last day is before the first."))
    if milestone.hour and not is_time_zone(milestone.zone):
        raise UnfitDate(_("An hour needs to say where: in Geneva or in the country."))
    if milestone.hour and not is_on_the_clock(milestone.day, milestone.hour, milestone.zone):
        raise UnfitDate(_("There is no %(hour)s on that day: the clocks are put forward then. Choose another hour.") % {
            "hour": f"{milestone.hour:%H:%M}",
        })  # fmt: skip
    return milestone


def is_time_zone(name: str) -> bool:
    """Whether a time zone is called so."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return bool(name)


def is_on_the_clock(day: date, hour: time, zone: str) -> bool:
    """Whether a clock of this time zone shows this hour on that day: one that is put forward skips
    some.
    """
    moment = datetime.combine(day, hour, tzinfo=ZoneInfo(zone))
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) == moment.replace(tzinfo=None)


def change(milestone: Milestone, new: Mapping[str, Any], *, today: date, reason: str = "") -> Milestone:
    """Give the milestone new values and keep what its date was, if that changes; without a change
    nothing is written.

    Raises UnfitDate.
    """
    if all(getattr(milestone, name) == value for name, value in new.items()):
        return milestone
    before = {name: getattr(milestone, name) for name in DATED}
    for name, value in new.items():
        setattr(milestone, name, value)
    checked(milestone)
    if any(getattr(milestone, name) != before[name] for name in ("day", "until", "hour", "zone", "status")):
        EarlierDate.objects.create(milestone=milestone, replaced_on=today, reason=reason[:200], **before)
    milestone.written_on = today
    milestone.save()
    return milestone


@dataclass(frozen=True, slots=True)
class MovedDate:
    """A phase that gets another date. `milestone` None: it had none."""

    phase: DatedPhase
    window: Window
    milestone: Milestone | None


@dataclass(frozen=True, slots=True)
class Moving:
    """`moved`: dates that were taken from the session, or counted. `kept`: those that a person
    entered.
    """

    moved: list[MovedDate]
    kept: list[Milestone]


def moving_to(calendar: Calendar, review: Review) -> Moving:
    """The phases of the calendar with the dates of another review of its State. Nothing is
    written.
    """
    milestones = {milestone.key: milestone for milestone in calendar.milestones.filter(kind=PHASE)}
    own_phases = {phase.phase.key: phase for phase in phases_of(calendar.review)}
    follows = {key for key, milestone in milestones.items() if _is_of_review(milestone, own_phases.get(key))}
    known = {
        key: milestone.window
        for key, milestone in milestones.items()
        if key not in follows and milestone.status in {PUBLISHED, DONE}
    }
    moved = []
    for dated in phases_of(review, known):
        milestone = milestones.get(dated.phase.key)
        if dated.window is None or (milestone and milestone.key not in follows):
            continue
        if milestone is None or (milestone.window, milestone.status) != (dated.window, dated.status):
            moved.append(MovedDate(dated, dated.window, milestone))
    return Moving(moved, [milestone for key, milestone in milestones.items() if key not in follows])


def _is_of_review(milestone: Milestone, dated: DatedPhase | None) -> bool:
    """Whether its date was counted, or is the one that the review's session has; no person entered
    another.
    """
    if milestone.status == ESTIMATE:
        return True
    same = dated is not None and (milestone.window, milestone.source) == (dated.window, dated.source)
    return same and milestone.status == PUBLISHED


class CalendarDoesNotFit(ValueError):
    """A calendar cannot be opened so; the sentence says why."""


@transaction.atomic
def open_calendar(*, review: Review, time_zone: str, today: date, within: Calendar | None = None) -> Calendar:
    """A new calendar for a review, with every phase of it of which a date can be said.

    `within` another calendar it holds no phases of its own: that one's dates show in it. Raises
    CalendarDoesNotFit for a time zone nobody knows, another review than the calendar around has,
    and a third level.
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
    """The same preparations for another row of the same State's reviews: the expected one is now in
    a session.

    Estimates, and dates that were taken from the session before, become those of the new one. What
    a person entered, planned or did stays. Raises CalendarDoesNotFit for another State, and for a
    calendar inside another, which follows that one.
    """
    if review.iso3 != calendar.review.iso3 or calendar.within_id is not None:
        raise CalendarDoesNotFit(_("Only a calendar of its own moves, and only to another review of its State."))
    hold(calendar)
    moving = moving_to(calendar, review)
    calendar.inner.update(review=review)
    calendar.review = review
    calendar.save(update_fields=["review"])
    for moved_date in moving.moved:
        if moved_date.milestone is None:
            _milestone(calendar, moved_date.phase, moved_date.window, today).save()
        else:
            reason = gettext_noop("The review has another place in the calendar.")
            change(moved_date.milestone, _dates(moved_date.phase, moved_date.window), today=today, reason=reason)
    return calendar


@transaction.atomic
def close_calendar(*, calendar: Calendar) -> None:
    """Take a calendar away with all its dates and the calendars inside it."""
    calendar.delete()


def write_phases(calendar: Calendar, *, today: date, reason: str = "") -> None:
    """Write the phases of the calendar's review that are not in it, and count its estimates anew
    from what is known.
    """
    hold(calendar)
    milestones = {phase.key: phase for phase in calendar.milestones.filter(kind=PHASE)}
    known = {key: phase.window for key, phase in milestones.items() if phase.status in {PUBLISHED, DONE}}
    fresh = []
    for dated in phases_of(calendar.review, known):
        if dated.window is None:
            continue
        milestone = milestones.get(dated.phase.key)
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
