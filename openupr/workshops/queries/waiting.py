"""What workshops ask of people: what the agenda names them for."""

from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.for_me import WaitingItem, WaitingKind, waiting_rows

from ..models import Session, SessionRole


def _roles(today: date) -> QuerySet[Any]:
    """Sessions to come whose agenda names somebody as the coalition calls them."""
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


def _workshop(item: WaitingItem) -> str:
    return reverse("workshops:workshop", args=[item.coalition.key, item.part])


KINDS = (
    WaitingKind("session", _("Your part in a workshop"), _("Open the agenda"), _roles, _workshop),
    WaitingKind("presentation", _("Present your group's work"), _("Open the agenda"), _presenting, _workshop),
)
