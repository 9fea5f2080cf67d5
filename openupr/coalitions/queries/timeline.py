"""What is due in a coalition, of whom, and whose telephones follow it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from openupr.accounts.actions import Role
from openupr.accounts.models import Person
from openupr.timeline.agenda import Agenda, TimelineLine, agenda_by_key, entry_of, line_of
from openupr.timeline.models import Milestone
from openupr.timeline.rules.entries import DateEntry
from openupr.timeline.rules.statuses import DONE, EVENT, STEP, TASK
from openupr.timeline.timeline_pictures import COLUMNS, documents
from openupr.upr.phases import REVIEW, SUBMISSION_DEADLINE, phase
from openupr.web.clock import day_in
from openupr.web.kept_queries import kept_rows

from ..actions.roles import coalition_of
from ..models import Coalition, ExternalEvent, FollowedCalendar, Group, RapporteurTerm
from .date_pages import has_page, where_written
from .lodging import day_of_joint_lodging, is_anything_lodged, of_lodged

# Whose dates are looked at: the coalition's alone, with those of all its groups, or with one's own groups'.
EXTENTS = ("", "all", "mine")
DATE_COLUMNS = (*COLUMNS, "group", "look")


def coalition_agenda(coalition: Coalition, *, today: date, extent: str = "", viewer: Person | None = None) -> Agenda:
    """A coalition's dates, with those of groups as `extent` says; each group's line says whose it is.

    Four queries at most, however many groups.
    """
    names = _groups(coalition, extent, viewer)
    return agenda_by_key(_own(coalition) | set(names), today=today, names=names)


def agenda_with_groups(coalition: Coalition, groups: Iterable[Group], *, today: date) -> Agenda:
    """A coalition's dates, with those of these groups of it that are open, and without how often they were moved. Two
    queries.
    """
    names = {group.calendar_id: str(group) for group in groups if group.calendar_id and not group.closed}
    return agenda_by_key(_own(coalition) | set(names), today=today, names=names or None, with_moves=False)


def with_lodging(found: Agenda, coalition: Coalition) -> Agenda:
    """The same dates; the deadline is done once the coalition's joint submission is lodged. One query."""
    day = day_of_joint_lodging(coalition)
    if day is None:
        return found

    def told(line: TimelineLine) -> TimelineLine:
        is_deadline = line.entry.key == SUBMISSION_DEADLINE and line.entry.of == coalition.calendar_id
        return replace(line, entry=replace(line.entry, status=DONE, done_on=day)) if is_deadline else line

    return replace(found, lines=tuple(map(told, found.lines)))


def _own(coalition: Coalition) -> set[int]:
    return {coalition.calendar_id} if coalition.calendar_id else set()


def group_agenda(group: Group, *, today: date) -> Agenda:
    """A group's dates among those of its coalition. The page says whose they are: no date repeats it."""
    calendar = group.calendar_id or group.coalition.calendar_id
    found = agenda_by_key({calendar} if calendar else set(), today=today, names={})
    own = str(group)
    lines = tuple(replace(line, about="") if line.about == own else line for line in found.lines)
    return replace(found, lines=lines) if group.calendar_id else _inherited(replace(found, lines=lines))


def for_reader(found: Agenda, viewer: Person, about: Coalition | Group, *, roles: Collection[Role]) -> Agenda:
    """The dates as `viewer` reads them: with the page where each is worked on, and, beside an own one, the button that
    says it is done. Only people who can choose another day are told to.
    """
    coalition = coalition_of(about)
    groups = coalition.groups.exclude(calendar=None) if isinstance(about, Coalition) else [about]
    holders: dict[int | None, Coalition | Group] = {each.calendar_id: each for each in groups}
    holders |= {coalition.calendar_id: coalition}
    led = RapporteurTerm.objects.filter(person=viewer, until=None, group__coalition=coalition)
    changed = set(led.values_list("group__calendar", flat=True)) if Role.RAPPORTEUR in roles else set()

    def told(line: TimelineLine) -> TimelineLine:
        if line.milestone and has_page(line.entry.key, line.entry.title):
            work = reverse("coalitions:date-work", args=[coalition.key, line.milestone])
            line = replace(line, entry=replace(line.entry, link=work))
        entry, is_told = line.entry, Role.COORDINATOR in roles or line.entry.of in changed
        if entry.person == viewer.pk and (holder := holders.get(entry.of)):
            if address := where_written(holder, entry.key):
                return replace(line, entry=replace(entry, link=address))
            if entry.kind in (STEP, TASK) and line.milestone:
                line = replace(
                    line, finish_at=reverse("coalitions:own-date-done", args=[coalition.key, line.milestone])
                )
        return line if is_told else line.for_one_who_cannot_move()

    return replace(found, lines=tuple(map(told, found.lines)))


def coalition_dates(coalition: Coalition, *, today: date) -> dict[str, TimelineLine]:
    """By their keys: when each phase of the review is, and the coalition's own dates to come. One query."""
    if coalition.calendar_id is None:
        return {}
    return {
        each.key: line_of(entry_of(each), today=today, time_zone=each.calendar.time_zone, milestone=each.pk)
        for each in kept_rows(_coalition_dates, coalition.calendar_id, today)
    }


def _coalition_dates(calendar: int, today: date) -> QuerySet[Milestone]:
    shown = Q(kind=Milestone.Kind.PHASE) | Q(day__gte=today) | Q(until__gte=today)
    rows = Milestone.objects.filter(shown, calendar=calendar)
    return rows.order_by("day", "pk").select_related("calendar", "person")


def coalition_dates_in(found: Agenda, coalition: Coalition) -> dict[str, TimelineLine]:
    """The same, where the coalition's dates were read already."""
    return {line.entry.key: line for line in found.lines if line.milestone and line.entry.of == coalition.calendar_id}


def next_lines(lines: Iterable[TimelineLine]) -> list[TimelineLine]:
    """Of these dates those to come that the coalition decides or takes part in, the nearest first. What has begun
    counts by its last day.
    """

    def nearest(line: TimelineLine) -> tuple[date, date]:
        window = line.entry.window
        if window is None:
            return date.max, date.max
        return (window.last if window.first < line.today else window.first), window.last

    return sorted((line for line in lines if line.is_due and not line.is_overdue and line.entry.is_ours), key=nearest)


def next_line(lines: Iterable[TimelineLine]) -> TimelineLine | None:
    """The nearest of these (`next_lines`)."""
    return next(iter(next_lines(lines)), None)


def next_for_all(dates: Mapping[str, TimelineLine], is_lodged: Callable[[], bool]) -> TimelineLine | None:
    """What the coalition prepares for now. Once all is lodged, nothing that led there.

    `is_lodged` is asked only where the answer matters.
    """
    deadline = dates.get(SUBMISSION_DEADLINE)
    if deadline is None or deadline.is_past or not is_lodged():
        return next_line(dates.values())
    return next_line(line for line in dates.values() if asked_after_lodging(line, deadline, today=line.today))


def lines_ahead(found: Agenda, *, is_lodged: bool, today: date) -> tuple[list[TimelineLine], list[TimelineLine]]:
    """The dates that are overdue, and those to come. Once all is lodged, nothing that led there is asked any more."""
    due = found.due
    if is_lodged:
        due = [line for line in due if asked_after_lodging(line, found.deadline, today=today)]
    return [line for line in due if line.is_overdue], [line for line in due if not line.is_overdue]


def next_date(coalition: Coalition, *, today: date) -> TimelineLine | None:
    """The nearest date of the coalition to come."""
    lodged = is_anything_lodged(coalition)
    _overdue, ahead = lines_ahead(coalition_agenda(coalition, today=today), is_lodged=lodged, today=today)
    return next_line(ahead)


def asked_after_lodging(line: TimelineLine, deadline: TimelineLine | None, *, today: date) -> bool:
    """Whether a date still asks for something once all is lodged: nothing that led to the deadline does."""
    until = deadline.entry.window.last if deadline and deadline.entry.window else today
    last = line.entry.window.last if line.entry.window else date.max
    return line.entry.kind == EVENT or last > until


def entry_of_review(coalition: Coalition) -> DateEntry | None:
    """When the review is, as the coalition's calendar knows it. One query."""
    told = Milestone.objects.filter(calendar=coalition.calendar_id, key=REVIEW).exclude(calendar=None)
    found = told.select_related("calendar__review", "person").first()
    return entry_of(found) if found else None


def days_of_reviews(coalitions: Sequence[Coalition], *, today: date) -> dict[int, TimelineLine]:
    """By the number of each coalition, when its review is, as its calendar knows it. One query for all."""
    numbers = {each.calendar_id: each.pk for each in coalitions if each.calendar_id}
    told = Milestone.objects.filter(calendar__in=numbers, key=REVIEW).select_related("calendar__review", "person")
    return {
        numbers[each.calendar_id]: line_of(entry_of(each), today=today, time_zone=each.calendar.time_zone)
        for each in told
    }


def due_next_in(coalitions: Sequence[Coalition], *, now: datetime) -> dict[int, TimelineLine]:
    """By the number of each coalition, what asks for something first in it or in one of its groups, as its first page
    has it; a group's line says whose it is. Three queries for all.

    Days left are told by the day it is in each coalition's State.
    """
    open_ones = Group.objects.filter(coalition__in=coalitions, closed=False).exclude(calendar=None)
    groups = list(open_ones.select_related("calendar"))
    held = {each.calendar_id: each.pk for each in coalitions} | {each.calendar_id: each.coalition_id for each in groups}
    ours = [each.calendar for each in coalitions] + [each.calendar for each in groups]
    calendars = {each.pk for each in ours if each}
    first: dict[int, TimelineLine] = {}
    names = {group.calendar_id or 0: str(group) for group in groups}
    found = agenda_by_key(calendars, today=now.date(), names=names)
    deadlines = {held[line.entry.of]: line for line in found.lines if line.entry.key == SUBMISSION_DEADLINE}
    lodged = set(Coalition.objects.filter(of_lodged("pk"), pk__in=set(held.values())).values_list("pk", flat=True))
    for line in found.due:
        if not line.entry.is_ours:
            continue
        number = held[line.entry.of]
        if number not in lodged or asked_after_lodging(line, deadlines.get(number), today=now.date()):
            first.setdefault(number, line)
    zones = {each.pk: each.calendar.time_zone for each in coalitions if each.calendar}
    return {
        number: replace(line, today=day_in(zones[number], now)) for number, line in first.items() if number in zones
    }


def own_date(holder: Coalition | Group, number: int) -> Milestone | None:
    """A date in a coalition's or a group's own calendar, with what it was before."""
    dates = Milestone.objects.filter(pk=number, calendar=holder.calendar_id).select_related("calendar")
    return dates.prefetch_related("earlier").first() if holder.calendar_id else None


def date_within(coalition: Coalition, number: int) -> tuple[Milestone, Coalition | Group] | None:
    """A date in the coalition's own calendar or in one of its groups', with whose calendar that is."""
    if found := own_date(coalition, number):
        return found, coalition
    group = coalition.groups.filter(calendar__milestones=number).select_related("coalition").first()
    found = own_date(group, number) if group else None
    return (found, group) if found and group else None


def events_of(coalition: Coalition) -> Sequence[ExternalEvent]:
    """What happens outside, the first first."""
    return list(coalition.events.all())


def listed_events(events: Iterable[ExternalEvent]) -> Iterator[dict[str, Any]]:
    """Events as rows of a file."""
    for event in events:
        yield {
            "event": event.title,
            "first": event.day.isoformat(),
            "last": (event.until or event.day).isoformat(),
            "effect": event.effect,
            "risk": event.risk,
        }


def followed_by(person: Person, *, coalition: Coalition) -> Sequence[FollowedCalendar]:
    """The links that somebody opened and did not take back."""
    open_ones = FollowedCalendar.objects.filter(person=person, coalition=coalition, feed__closed_on=None)
    return list(open_ones.select_related("feed", "group"))


def followed_everywhere(person: Person) -> Sequence[FollowedCalendar]:
    """The links of somebody's dates in all their coalitions that are open."""
    open_ones = FollowedCalendar.objects.filter(person=person, coalition=None, feed__closed_on=None)
    return list(open_ones.select_related("feed"))


def listed_dates(found: Agenda) -> Iterator[dict[str, Any]]:
    """Dates as rows of a file, each with the group that it is of, and what is wrong with it."""
    for line, row in zip(found.lines, documents(found), strict=True):
        yield {**row, "group": line.about if len(found.reviews) > 1 else "", "look": list(line.conflicts)}


def drawn_names(found: Agenda) -> Agenda:
    """The dates as a picture names them: a row has one name only, so that a group's date says whose it is in it."""
    if len(found.reviews) < 2:
        return found

    def named(line: TimelineLine) -> TimelineLine:
        title = f"{line.about}: {line.title}" if line.about else line.title
        return replace(line, entry=replace(line.entry, title=title))

    return replace(found, lines=tuple(named(line) for line in found.lines))


def meaning_of(milestone: Milestone) -> str:
    """What a phase of the review is; nothing for other dates."""
    return phase(milestone.key).meaning if milestone.kind == Milestone.Kind.PHASE else ""


def _groups(coalition: Coalition, extent: str, viewer: Person | None) -> dict[int, str]:
    """The names of the groups whose dates are looked at, by the keys of their calendars."""
    if extent not in ("all", "mine"):
        return {}
    groups = coalition.groups.filter(closed=False).exclude(calendar=None)
    groups = groups.filter(memberships__person=viewer) if extent == "mine" else groups
    return {each.calendar_id or 0: str(each) for each in groups}


def _inherited(found: Agenda) -> Agenda:
    """A group without a calendar of its own has its coalition's dates, which it does not change."""

    def of_the_coalition(line: TimelineLine) -> TimelineLine:
        return replace(line, entry=replace(line.entry, inherited=True))

    return replace(found, lines=tuple(of_the_coalition(line) for line in found.lines))
