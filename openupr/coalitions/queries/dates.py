"""The dates that a coalition's own things have: until when its decisions are open; and whose calendars are whose."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.timeline.dated_things import CalendarPlace, DatedKind, DatedThing, dated
from openupr.timeline.models import Feed

from ..models import Coalition, Decision, FollowedCalendar, Group


def _closing() -> QuerySet[Any]:
    """The day on which each open decision is to be closed."""
    return dated(
        Decision.objects.filter(closed_at=None),
        calendar="coalition__calendar",
        holder="coalition__key",
        title="question",
        about="group__name",
        day="closes_on",
    )


def _decision(row: DatedThing) -> str:
    return reverse("coalitions:decision", args=[row.holder, row.number])


DATED = (DatedKind("decision", _("Decision: %(title)s"), _closing, _decision),)


def places(calendars: Collection[int]) -> Mapping[int, CalendarPlace]:
    """Where coalitions and groups have the pages of their calendars."""
    groups = Group.objects.filter(calendar__in=calendars).select_related("coalition")
    ours = Coalition.objects.filter(calendar__in=calendars)
    return {
        **{each.calendar_id or 0: CalendarPlace("", _of_coalition(each), each.name) for each in ours},
        **{each.calendar_id or 0: CalendarPlace(str(each), _of_group(each), each.coalition.name) for each in groups},
    }


def language_of_follower(feed: Feed) -> str:
    """The language that whoever opened a feed has chosen in their account. One query."""
    return FollowedCalendar.objects.filter(feed=feed).values_list("person__language", flat=True).first() or ""


def _of_coalition(coalition: Coalition) -> str:
    return reverse("coalitions:timeline", args=[coalition.key])


def _of_group(group: Group) -> str:
    return reverse("coalitions:group-timeline", args=[group.coalition.key, group.pk])
