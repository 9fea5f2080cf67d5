"""The days of workshops and validation meetings in the coalition's timeline."""

from typing import Any

from django.db.models import Max, Min, QuerySet
from django.urls import reverse

from openupr.timeline.dated_things import DatedKind, DatedThing, dated
from openupr.timeline.rules.statuses import EVENT

from ..models import Workshop


def _days() -> QuerySet[Any]:
    """From the first day of each workshop to its last."""
    rows = Workshop.objects.annotate(w_first=Min("days__date"), w_last=Max("days__date"))
    return dated(
        rows, calendar="coalition__calendar", holder="coalition__key", title="title", day="w_first", until="w_last"
    )


def _workshop(row: DatedThing) -> str:
    return reverse("workshops:workshop", args=[row.holder, row.number])


def _called(row: DatedThing) -> str:
    """The workshop's title in the language of the page, where it has one."""
    return str(Workshop.objects.get(pk=row.number))


DATED = (DatedKind("workshop", "%(title)s", _days, _workshop, EVENT, _called),)
