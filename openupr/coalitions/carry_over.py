"""The coalition for the next review, and what it takes along from the last one."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.reviews.models import Review
from openupr.timeline.models import APPOINTMENT, Milestone
from openupr.timeline.rules.statuses import DONE, EVENT, PUBLISHED
from openupr.upr.local_time import local_time
from openupr.web.clock import day_in
from openupr.web.hooks import Hook

from .actions.coalition import START_NEXT
from .coalition import found_coalition
from .events import put_in_timeline
from .models import Coalition, ExternalEvent, Group, Organisation
from .reviews import review_in_words
from .rules.refusals import Refused

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class CarryingOver:
    """What a new coalition begins with: the old coalition, the new one, and which new row replaces
    which old row.
    """

    old: Coalition
    new: Coalition
    now: datetime
    _new_rows: dict[tuple[type[Model], object], Any] = field(default_factory=dict)

    def note(self, old: Row, new: Row) -> None:
        """Say that `new` stands for `old`: what comes after hangs on it."""
        self._new_rows[type(old), old.pk] = new

    def new_of(self, model: type[Row], key: object) -> Row | None:
        """The new row for the old one of this key; None if that one was not copied."""
        return self._new_rows.get((model, key))


@dataclass(frozen=True)
class TakenAlong:
    """Something that can be taken along. `count`: how much of it there is in a coalition; `carry`
    copies it.

    `needs`: the keys of what it hangs on. Nothing private to people goes: no accounts, testimonies
    or attendance.
    """

    key: str
    label: str | Promise
    about: str | Promise
    count: Callable[[Coalition, datetime], int]
    carry: Callable[[CarryingOver], None]
    needs: Sequence[str] = ()


CARRY_OVER = Hook[TakenAlong]("CARRY_OVER", key=lambda thing: thing.key)


@dataclass(frozen=True)
class Offered:
    """What can be taken along, and how much of it there is."""

    what: TakenAlong
    number: int


def what_goes_along(coalition: Coalition, *, now: datetime) -> list[Offered]:
    """What the coalition has some of."""
    offers = (Offered(thing, thing.count(coalition, now)) for thing in CARRY_OVER)
    return [offer for offer in offers if offer.number]


def past_dates(coalition: Coalition, now: datetime) -> list[Milestone]:
    """The coalition's own dates that are over, published or done, and events outside: the timeline
    as it went.
    """
    if coalition.calendar is None:
        return []
    today = day_in(coalition.calendar.time_zone, now)
    outside = [event.date_key for event in coalition.events.all()]
    over = Q(status=DONE) | Q(status=PUBLISHED, day__lt=today) | Q(key__in=outside)
    happened = coalition.calendar.milestones.filter(over)
    happened = happened.exclude(key__startswith=APPOINTMENT)
    return [milestone for milestone in happened.order_by("day", "pk") if (milestone.until or milestone.day) < today]


def events_to_come(coalition: Coalition, now: datetime) -> QuerySet[ExternalEvent]:
    """What happens outside and is not over yet. What is over is in the timeline as it went."""
    zone = coalition.calendar.time_zone if coalition.calendar else local_time(coalition.review.iso3).time_zone
    return coalition.events.annotate(last=Coalesce("until", "day")).filter(last__gte=day_in(zone, now))


@dataclass(frozen=True)
class CameFrom:
    """The coalition that this one came from: its review, and its address for people who are in
    it.
    """

    words: str
    url: str


def came_from(coalition: Coalition, person: Person) -> CameFrom | None:
    """The coalition that this one comes from; None if there is none. Only its own people read its
    name.
    """
    old = Coalition.objects.select_related("review").filter(successors=coalition).first()
    if old is None:
        return None
    takes_part = old.participations.filter(person=person).exists()
    url = reverse("coalitions:coalition", args=[old.key]) if takes_part else ""
    return CameFrom(review_in_words(old.review), url)


_LONGEST_TITLE = 200


class NeedsAlso(Refused):
    """Something was chosen without what it needs."""

    def __init__(self, what: str, needed: str) -> None:
        super().__init__("Take “%(needed)s” along too: “%(what)s” hangs on it.", what=what, needed=needed)


class StartedByAnother(Refused):
    """Another coordinator started the next coalition."""

    def __init__(self) -> None:
        super().__init__("Another coordinator started the next review's coalition. Ask to be invited there.")


@act(START_NEXT, about="coalition")
def start_next_coalition(
    *, by: Person, coalition: Coalition, name: str, languages: Sequence[str], take: Collection[str], now: datetime
) -> Coalition:
    """Found the coalition for the State's next review, and copy into it what was chosen (keys of
    CARRY_OVER).

    The old coalition stays as it is. A second call returns the coalition that was started. Raises
    NeedsAlso, StartedByAnother, MayNotFound.
    """
    old = Coalition.objects.select_for_update(of=("self",)).select_related("review", "calendar").get(pk=coalition.pk)
    if there := old.successors.first():
        if not there.participations.filter(person=by).exists():
            raise StartedByAnother
        return there
    chosen = [thing for thing in CARRY_OVER if thing.key in take]
    for thing in chosen:
        for needed in thing.needs:
            if needed not in take:
                raise NeedsAlso(str(thing.label), str(CARRY_OVER.get(needed).label))  # type: ignore[union-attr]
    review = _next_review(old.review)
    today = day_in(local_time(review.iso3).time_zone, now)
    new: Coalition = found_coalition(by=by, review=review, name=name, languages=languages, today=today)
    new.comes_from = old
    new.save(update_fields=["comes_from"])
    going = CarryingOver(old, new, now)
    for thing in chosen:
        thing.carry(going)
    return new


def _next_review(review: Review) -> Review:
    """The State's review of the next cycle; where the calendar has none yet, one without a date."""
    later = Review.objects.filter(iso3=review.iso3, cycle__gt=review.cycle).order_by(
        "cycle", F("session").desc(nulls_last=True)
    )
    return later.first() or Review.objects.create(
        iso3=review.iso3, cycle=review.cycle + 1, status=Review.Status.EXPECTED
    )


def carry_organisations(going: CarryingOver) -> None:
    """The organisations by name, to add or to invite. None is a member of the new coalition until
    it agrees.
    """
    for member in going.old.member_organisations.select_related("organisation"):
        old = member.organisation
        new = Organisation.objects.create(
            coalition=going.new, name=old.name, short_name=old.short_name, about=old.about
        )
        going.note(old, new)


def carry_groups(going: CarryingOver) -> None:
    """The thematic groups with what they work on; nobody is in them yet."""
    for old in going.old.groups.all():
        new = Group.objects.create(
            coalition=going.new,
            name=old.name,
            focus=old.focus,
            issues=old.issues,
            populations=old.populations,
            order=old.order,
            closed=old.closed,
        )
        going.note(old, new)


def carry_dates(going: CarryingOver) -> None:
    """The dates that are over, as events of the past; nobody is named."""
    today = day_in(local_time(going.new.review.iso3).time_zone, going.now)
    Milestone.objects.bulk_create(
        Milestone(
            calendar=going.new.calendar,
            key=f"before-{old.pk}",
            kind=EVENT,
            title=_title(going.old.review.cycle, old.title),
            day=old.day,
            until=old.until,
            hour=old.hour,
            zone=old.zone,
            status=DONE,
            source=old.source,
            written_on=today,
            done_on=old.done_on or old.until or old.day,
        )
        for old in past_dates(going.old, going.now)
    )


def carry_events(going: CarryingOver) -> None:
    """The events outside that are still to come. What each puts at risk stays: it says for whom."""
    today = day_in(local_time(going.new.review.iso3).time_zone, going.now)
    for old in events_to_come(going.old, going.now):
        put_in_timeline(
            ExternalEvent(coalition=going.new, title=old.title, day=old.day, until=old.until, effect=old.effect),
            today=today,
        )


def _title(cycle: int, title: str) -> str:
    return (_("Cycle %(number)s: %(title)s") % {"number": cycle, "title": title})[:_LONGEST_TITLE]
