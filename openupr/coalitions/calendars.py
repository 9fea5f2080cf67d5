"""A coalition's calendar and its groups', opened when first needed: see openupr.timeline."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.urls import reverse

from openupr.accounts.models import Person
from openupr.timeline.calendars import open_calendar
from openupr.timeline.dated_things import CalendarPlace
from openupr.timeline.models import Calendar, Feed
from openupr.upr.local_time import local_time

from .models import Coalition, FollowedCalendar, Group


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
    """Update the links that carry all dates, or a person's own dates, with the calendars that
    belong there now. Call it inside a transaction.

    Call it when a group's calendar is opened, and when somebody joins or leaves a group.
    """
    for followed in coalition.followed.exclude(extent=FollowedCalendar.Extent.GROUP).select_related("feed"):
        whole = followed.extent != FollowedCalendar.Extent.OWN
        followed.feed.calendars.set(calendars_to_follow(coalition, followed.person_id, whole=whole))
    follow_everybody(Person.objects.filter(participations__coalition=coalition))


def follow_everybody(people: Iterable[Person]) -> None:
    """Update the links that these people opened for all their coalitions with the calendars that
    belong there now.

    Call it also when somebody enters or leaves a coalition.
    """
    theirs = FollowedCalendar.objects.filter(extent=FollowedCalendar.Extent.EVERYWHERE, person__in=people)
    for followed in theirs.select_related("feed"):
        followed.feed.calendars.set(calendars_everywhere(followed.person_id))


def calendars_to_follow(coalition: Coalition, person: int, *, whole: bool) -> list[int]:
    """The keys of a coalition's calendar and of those of its groups: all (`whole`), or those that
    somebody is in.
    """
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


def places(calendars: Collection[int]) -> Mapping[int, CalendarPlace]:
    """Where coalitions and groups have the pages of their calendars."""
    groups = Group.objects.filter(calendar__in=calendars).select_related("coalition")
    ours = Coalition.objects.filter(calendar__in=calendars)
    return {
        **{
            coalition.calendar_id or 0: CalendarPlace("", _of_coalition(coalition), coalition.name)
            for coalition in ours
        },
        **{
            group.calendar_id or 0: CalendarPlace(str(group), _of_group(group), group.coalition.name)
            for group in groups
        },
    }


def language_of_follower(feed: Feed) -> str:
    """The language in the account of the person who opened a link. One query."""
    return FollowedCalendar.objects.filter(feed=feed).values_list("person__language", flat=True).first() or ""


def _of_coalition(coalition: Coalition) -> str:
    return reverse("coalitions:timeline", args=[coalition.key])


def _of_group(group: Group) -> str:
    return reverse("coalitions:group-timeline", args=[group.coalition.key, group.pk])
