"""A coalition's calendar and its groups', opened when first needed: see openupr.timeline."""

from collections.abc import Iterable
from datetime import date

from openupr.accounts.models import Person
from openupr.timeline.calendars import open_calendar
from openupr.timeline.models import Calendar
from openupr.upr.local_time import local_time

from ..models import Coalition, FollowedCalendar, Group


def calendar_of(coalition: Coalition, *, today: date) -> Calendar:
    """The coalition's calendar with the phases of its review. Call it inside a transaction."""
    if coalition.calendar is None:
        review = coalition.review
        zone = local_time(review.iso3).time_zone
        coalition.calendar = open_calendar(review=review, time_zone=zone, today=today)
        coalition.save(update_fields=["calendar"])
    return coalition.calendar


def group_calendar(group: Group, *, today: date) -> Calendar:
    """The group's calendar, which lies within its coalition's. Call it inside a transaction."""
    if group.calendar is None:
        around = calendar_of(group.coalition, today=today)
        group.calendar = open_calendar(review=around.review, time_zone=around.time_zone, today=today, within=around)
        group.save(update_fields=["calendar"])
        follow_along(coalition=group.coalition)
    return group.calendar


def follow_along(*, coalition: Coalition) -> None:
    """Give the feeds of all, or of one's own, dates the calendars that belong there now. Call it inside a transaction.

    To be called when a group's calendar is opened, and when somebody joins a group or leaves it.
    """
    for followed in coalition.followed.exclude(extent=FollowedCalendar.Extent.GROUP).select_related("feed"):
        whole = followed.extent != FollowedCalendar.Extent.OWN
        followed.feed.calendars.set(calendars_to_follow(coalition, followed.person_id, whole=whole))
    follow_everybody(Person.objects.filter(participations__coalition=coalition))


def follow_everybody(people: Iterable[Person]) -> None:
    """Give the feeds that these people opened of all their coalitions the calendars that belong there now.

    To be called also when somebody enters a coalition or leaves it.
    """
    theirs = FollowedCalendar.objects.filter(extent=FollowedCalendar.Extent.EVERYWHERE, person__in=people)
    for followed in theirs.select_related("feed"):
        followed.feed.calendars.set(calendars_everywhere(followed.person_id))


def calendars_to_follow(coalition: Coalition, person: int, *, whole: bool) -> list[int]:
    """The keys of a coalition's calendar and of those of its groups: all (`whole`), or those that somebody is in."""
    groups = coalition.groups.exclude(calendar=None)
    if not whole:
        groups = groups.filter(memberships__person=person)
    kept = [coalition.calendar_id, *groups.values_list("calendar_id", flat=True)]
    return [number for number in kept if number]


def calendars_everywhere(person: int) -> list[int]:
    """The keys of the calendars of somebody's coalitions and groups."""
    coalitions = Coalition.objects.filter(participations__person=person).exclude(calendar=None)
    groups = Group.objects.filter(memberships__person=person).exclude(calendar=None)
    return [*coalitions.values_list("calendar_id", flat=True), *groups.values_list("calendar_id", flat=True)]
