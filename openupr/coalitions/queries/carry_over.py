"""What the coalition for the next review can take along from the last one: each app says what it has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise

from openupr.accounts.models import Person
from openupr.timeline.models import APPOINTMENT, Milestone
from openupr.timeline.rules.statuses import DONE, PUBLISHED
from openupr.upr.local_time import local_time
from openupr.web.clock import day_in
from openupr.web.hooks import Hook

from ..models import Coalition, ExternalEvent
from .reviews import review_in_words

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class CarryingOver:
    """One beginning: from the old coalition into the new one, and which new row stands for which old one."""

    old: Coalition
    new: Coalition
    now: datetime
    _new_rows: dict[tuple[type[Model], object], Any] = field(default_factory=dict)

    def note(self, old: Row, new: Row) -> None:
        """Say that `new` stands for `old`: what comes after hangs on it."""
        self._new_rows[type(old), old.pk] = new

    def new_of(self, model: type[Row], key: object) -> Row | None:
        """The row that stands for the old one of this key; None where that was not taken along."""
        return self._new_rows.get((model, key))


@dataclass(frozen=True)
class TakenAlong:
    """Something that can be taken along. `count`: how much of it there is in a coalition; `carry` copies it.

    `needs`: the keys of what it hangs on. Nothing private to people goes: no accounts, testimonies or attendance.
    """

    key: str
    label: str | Promise
    about: str | Promise
    count: Callable[[Coalition, datetime], int]
    carry: Callable[[CarryingOver], None]
    needs: Sequence[str] = ()


CARRY_OVER = Hook[TakenAlong]("CARRY_OVER", key=lambda each: each.key)


@dataclass(frozen=True)
class Offered:
    """What can be taken along, and how much of it there is."""

    what: TakenAlong
    number: int


def what_goes_along(coalition: Coalition, *, now: datetime) -> list[Offered]:
    """All of which there is something."""
    found = (Offered(each, each.count(coalition, now)) for each in CARRY_OVER)
    return [each for each in found if each.number]


def past_dates(coalition: Coalition, now: datetime) -> list[Milestone]:
    """The coalition's own dates that are over, published or done, and events outside: the timeline as it went."""
    if coalition.calendar is None:
        return []
    today = day_in(coalition.calendar.time_zone, now)
    outside = [each.date_key for each in coalition.events.all()]
    over = Q(status=DONE) | Q(status=PUBLISHED, day__lt=today) | Q(key__in=outside)
    happened = coalition.calendar.milestones.filter(over)
    happened = happened.exclude(key__startswith=APPOINTMENT)
    return [each for each in happened.order_by("day", "pk") if (each.until or each.day) < today]


def events_to_come(coalition: Coalition, now: datetime) -> QuerySet[ExternalEvent]:
    """What happens outside and is not over yet. What is over is in the timeline as it went."""
    zone = coalition.calendar.time_zone if coalition.calendar else local_time(coalition.review.iso3).time_zone
    return coalition.events.annotate(last=Coalesce("until", "day")).filter(last__gte=day_in(zone, now))


@dataclass(frozen=True)
class CameFrom:
    """The coalition that another came from: for which review it was, and its address for those who are in it."""

    words: str
    url: str


def came_from(coalition: Coalition, person: Person) -> CameFrom | None:
    """From which coalition one comes; None where it comes from none. Its name is for its own people only."""
    old = Coalition.objects.select_related("review").filter(successors=coalition).first()
    if old is None:
        return None
    takes_part = old.participations.filter(person=person).exists()
    url = reverse("coalitions:coalition", args=[old.key]) if takes_part else ""
    return CameFrom(review_in_words(old.review), url)
