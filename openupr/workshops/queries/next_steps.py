"""Whether a workshop is near, and the way to it from the coalition's first page."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition
from openupr.coalitions.next_steps import Situation, WhatNext
from openupr.coalitions.rules.phases import CoalitionPhase
from openupr.web.kept_queries import kept_row, kept_rows

from ..models import Day

_NEAR = timedelta(days=14)


def near_workshop(coalition: Coalition, today: date) -> Iterator[CoalitionPhase]:
    """The phase of a workshop from two weeks before it until its last day. One query."""
    if kept_rows(_days_near, coalition.pk, today, today + _NEAR):
        yield CoalitionPhase.WORKSHOP


def workshop_next(now: Situation) -> Iterator[WhatNext]:
    """To what runs today, to the agenda of the next one, or to plan the first."""
    if now.phase is not CoalitionPhase.WORKSHOP:
        return
    day = kept_row(_days_from, now.coalition.pk, now.today)
    if day is None:
        if "workshops.plan" in now.may and not now.coalition.workshops.exists():
            yield WhatNext(_("Plan a workshop"), reverse("workshops:plan", args=[now.coalition.key]))
        return
    parts = [now.coalition.key, day.workshop_id]
    if day.date == now.today:
        yield WhatNext(_("Open “Workshop today”"), reverse("workshops:today", args=parts))
    else:
        told = {"title": day.workshop, "day": date_format(day.date, "j F")}
        text = _("Prepare %(title)s, on %(day)s") % told
        yield WhatNext(text, reverse("workshops:workshop", args=parts))


def _days_near(coalition: int, first: date, last: date) -> QuerySet[Day]:
    """The days of workshops that are near, the first first."""
    return _days_from(coalition, first).filter(date__lte=last)


def _days_from(coalition: int, first: date) -> QuerySet[Day]:
    """The days of workshops that are to come, the first first."""
    ahead = Day.objects.filter(workshop__coalition=coalition, date__gte=first)
    return ahead.select_related("workshop").order_by("date")
