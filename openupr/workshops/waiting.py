"""What workshops ask of people, and their days in the timeline and on the first page."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Max, Min, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.coalitions.for_me import WaitingItem, WaitingKind, waiting_rows
from openupr.coalitions.models import Coalition
from openupr.coalitions.next_steps import Situation, WhatNext
from openupr.coalitions.rules.phases import CoalitionPhase
from openupr.timeline.dated_things import DatedKind, DatedThing, dated
from openupr.timeline.rules.statuses import EVENT
from openupr.web.kept_queries import kept_row, kept_rows

from .models import Day, Session, SessionRole, Workshop


def _roles(today: date) -> QuerySet[Any]:
    """Future sessions whose agenda names a person as the coalition calls them."""
    person = "session__day__workshop__coalition__participations__person"
    rows = SessionRole.objects.filter(session__day__date__gte=today)
    rows = rows.annotate(w_person_named=F(person), w_called=F(f"{person}__called")).filter(w_called=F("name"))
    return waiting_rows(
        rows,
        coalition="session__day__workshop__coalition",
        person="w_person_named",
        about="session__day__workshop__title",
        part="session__day__workshop",
        title="session__title",
        due="session__day__date",
    )


def _presenting(today: date) -> QuerySet[Any]:
    """Sessions to come in which each group's rapporteur presents."""
    groups = "day__workshop__coalition__groups"
    rows = Session.objects.filter(each_group=True, day__date__gte=today).annotate(
        w_of=F(groups), w_called=F(f"{groups}__name"), w_closed=F(f"{groups}__closed")
    )
    return waiting_rows(
        rows.filter(w_closed=False),
        coalition="day__workshop__coalition",
        rapporteur_of="w_of",
        group="w_of",
        about="w_called",
        part="day__workshop",
        title="title",
        due="day__date",
    )


def _agenda_address(item: WaitingItem) -> str:
    return reverse("workshops:workshop", args=[item.coalition.key, item.part])


KINDS = (
    WaitingKind(
        "session", gettext_lazy("Your part in a workshop"), gettext_lazy("Open the agenda"), _roles, _agenda_address
    ),
    WaitingKind(
        "presentation",
        gettext_lazy("Present your group's work"),
        gettext_lazy("Open the agenda"),
        _presenting,
        _agenda_address,
    ),
)


def _first_to_last() -> QuerySet[Any]:
    """From the first day of each workshop to its last."""
    rows = Workshop.objects.annotate(w_first=Min("days__date"), w_last=Max("days__date"))
    return dated(
        rows, calendar="coalition__calendar", holder="coalition__key", title="title", day="w_first", until="w_last"
    )


def _address_of_workshop(row: DatedThing) -> str:
    return reverse("workshops:workshop", args=[row.holder, row.number])


def _title_of_workshop(row: DatedThing) -> str:
    """The workshop's title, in the language of the page if it has one."""
    return str(Workshop.objects.get(pk=row.number))


DATED = (DatedKind("workshop", "%(title)s", _first_to_last, _address_of_workshop, EVENT, _title_of_workshop),)


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
        words = {"title": day.workshop, "day": date_format(day.date, "j F")}
        text = _("Prepare %(title)s, on %(day)s") % words
        yield WhatNext(text, reverse("workshops:workshop", args=parts))


def _days_near(coalition: int, first: date, last: date) -> QuerySet[Day]:
    """The days of workshops that are near, the first first."""
    return _days_from(coalition, first).filter(date__lte=last)


def _days_from(coalition: int, first: date) -> QuerySet[Day]:
    """The days of workshops from a date on, the first first."""
    ahead = Day.objects.filter(workshop__coalition=coalition, date__gte=first)
    return ahead.select_related("workshop").order_by("date")
