"""Workshops: planned, changed, deleted; their days; the room that phones enter."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act, unchanged
from openupr.accounts.models import Person, Room
from openupr.accounts.rooms import close_rooms, open_room
from openupr.coalitions.clock import clock_of
from openupr.coalitions.models import Coalition, Organisation
from openupr.upr.languages import language
from openupr.web.hooks import Hook
from openupr.web.languages import in_page_language

from .actions import DELETE, OPEN_ROOM, PLAN
from .agenda_templates import start_from
from .losses import holds_on_to, lost_by_last_day
from .models import Day, Workshop
from .rules.hours import day_after, days_from, fit
from .rules.refusals import AsksFirst, DayIsTaken, HeldByMore
from .rules.templates import TemplateRow


def workshops_of(coalition: Coalition) -> QuerySet[Workshop]:
    """The series in the order of first days, each with `first` and `last`, its dates."""
    dated = coalition.workshops.annotate(first=Min("days__date"), last=Max("days__date"))
    return dated.select_related("follows").order_by("first", "pk")


def in_another_order(workshop: Workshop) -> list[tuple[Workshop, Workshop]]:
    """Pairs of a workshop and the one it follows, where the first begins earlier. One query.

    Only pairs with this workshop.
    """
    several = {other.pk: other for other in workshops_of(workshop.coalition) if other.first}  # type: ignore[attr-defined]
    pairs = [(other, several[other.follows_id]) for other in several.values() if other.follows_id in several]
    return [
        (other, followed)
        for other, followed in pairs
        if workshop.pk in (other.pk, followed.pk) and other.first < followed.first  # type: ignore[attr-defined]
    ]


def organisers(workshop: Workshop) -> list[str]:
    """The names of who organises it together."""
    return [organisation.name for organisation in workshop.organisations.all()] + list(workshop.other_organisers)


def languages_of(workshop: Workshop) -> list[str]:
    """The names of its languages, in that of the page."""
    return [in_page_language(language(code).name) for code in workshop.languages]


def room_of(coalition: Coalition, today: date) -> Room | None:
    """The room that phones may enter today, if it is open."""
    return Room.objects.filter(circle=coalition.key, day=today, closed=False).first()


def contents_of_workshop(workshop: Workshop) -> dict[str, Any]:
    """What a workshop is; days and agenda are changed elsewhere."""
    names = ("kind", "title", "objective", "place", "languages", "other_organisers", "translations", "follows_id")
    organisers = sorted(workshop.organisations.values_list("pk", flat=True))
    return {name: getattr(workshop, name) for name in names} | {"organisations": organisers}


# Called when a workshop's days have changed: what depends on its first day follows.
ON_DAYS_CHANGED = Hook[Callable[[Workshop], None]]("ON_DAYS_CHANGED")

# What is printed of a workshop in its other languages, in the form of InLanguages.
Translations = dict[str, dict[str, str]]


@act(PLAN, _("Plan a workshop"), about="coalition")
def plan_workshop(
    *,
    by: Person,
    coalition: Coalition,
    kind: str,
    title: str,
    objective: str = "",
    place: str = "",
    languages: Sequence[str] = (),
    organisations: Sequence[Organisation] = (),
    other_organisers: Sequence[str] = (),
    follows: Workshop | None = None,
    translations: Translations | None = None,
    first_day: date,
    days: int,
    agenda: Sequence[TemplateRow] = (),
) -> Workshop:
    """A workshop of so many days in a row, with an empty agenda or a template's rows.

    Raises AnotherCentury.
    """
    dates = days_from(first_day, days)
    workshop = Workshop.objects.create(
        coalition=coalition,
        kind=Workshop.Kind(kind),
        title=title.strip(),
        objective=objective.strip(),
        place=place.strip(),
        languages=list(languages),
        other_organisers=list(other_organisers),
        follows=follows,
        translations=translations or {},
    )
    workshop.organisations.set(organisations)
    Day.objects.bulk_create(Day(workshop=workshop, date=day) for day in dates)
    if agenda:
        start_from(by=by, workshop=workshop, rows=agenda)
    return workshop


@act(PLAN, _("Change what a workshop is"), about="workshop")
def change_workshop(
    *,
    by: Person,
    workshop: Workshop,
    kind: str,
    title: str,
    objective: str,
    place: str,
    languages: Sequence[str],
    organisations: Sequence[Organisation],
    other_organisers: Sequence[str],
    follows: Workshop | None,
    translations: Translations | None = None,
) -> Workshop:
    """Change what a workshop is; its days and its agenda stay. Without `translations` they stay
    too.
    """
    before = contents_of_workshop(Workshop.objects.select_for_update().get(pk=workshop.pk))
    workshop.kind, workshop.title, workshop.objective = Workshop.Kind(kind), title.strip(), objective.strip()
    workshop.place, workshop.languages, workshop.follows = place.strip(), list(languages), follows
    workshop.other_organisers = list(other_organisers)
    workshop.translations = workshop.translations if translations is None else translations
    workshop.save()
    workshop.organisations.set(organisations)
    return unchanged(workshop) if contents_of_workshop(workshop) == before else workshop


@act(PLAN, _("Add a day to a workshop"), about="workshop")
def add_day(*, by: Person, workshop: Workshop) -> Day:
    """A further day, after the last. Raises AnotherCentury."""
    last = workshop.days.aggregate(last=Max("date"))["last"]
    return Day.objects.create(workshop=workshop, date=day_after(last))


@act(PLAN, _("Move a day of a workshop to another date"), about="day")
def move_day(*, by: Person, day: Day, to: date, today: date, sure: bool = False) -> Day:
    """Move a day with all its sessions to another date.

    Raises DayIsTaken, AnotherCentury, and AsksFirst if something would be deleted, unless somebody
    is `sure`.
    """
    if Day.objects.filter(workshop=day.workshop, date=to).exclude(pk=day.pk).exists():
        raise DayIsTaken
    _ask_first(day, fit(to), today=today, sure=sure)
    day.date = to
    day.save(update_fields=["date"])
    _tell(day.workshop)
    return day


@act(PLAN, _("Take a day out of a workshop"), about="day")
def remove_day(*, by: Person, day: Day, today: date, sure: bool = False) -> None:
    """Remove a day without sessions. The last day stays. Raises AsksFirst as `move_day` does."""
    if day.workshop.days.count() > 1 and not day.sessions.exists():
        _ask_first(day, None, today=today, sure=sure)
        day.delete()
        _tell(day.workshop)


def _tell(workshop: Workshop) -> None:
    for follow in ON_DAYS_CHANGED:
        follow(workshop)


def _ask_first(day: Day, to: date | None, *, today: date, sure: bool) -> None:
    losses = [] if sure else lost_by_last_day(day.workshop, moved=day, to=to, today=today)
    if losses:
        raise AsksFirst(losses)


@act(DELETE, _("Delete a workshop"), about="workshop")
def delete_workshop(*, by: Person, workshop: Workshop) -> None:
    """Delete a workshop that has only an agenda. Its followers follow the one before it.

    Raises HeldByMore.
    """
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    if holds := holds_on_to(workshop):
        raise HeldByMore(holds)
    workshop.followed_by.update(follows=workshop.follows)
    Workshop.objects.get(pk=workshop.pk).delete()


@act(OPEN_ROOM, _("Open the room for phones"), about="coalition")
def open_the_room(*, by: Person, coalition: Coalition, today: date) -> Room:
    """The coalition's room for the day; the one that is open already, if there is one."""
    return open_room(by=by, circle=coalition.key, today=today, time_zone=clock_of(coalition))


@act(OPEN_ROOM, _("Close the room for phones"), about="coalition")
def close_the_room(*, by: Person, coalition: Coalition) -> None:
    """End the sessions of all phones and table devices in the coalition's rooms; no code works any
    more.
    """
    close_rooms(circle=coalition.key)
