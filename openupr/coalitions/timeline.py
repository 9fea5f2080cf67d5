"""The dates of a coalition and its groups: what is due, when, and of whom."""

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

from .actions.roles import coalition_of
from .dates import has_page, where_written
from .models import Coalition, Group, RapporteurTerm
from .next_steps import day_of_joint_lodging, is_anything_lodged, of_lodged

# Whose dates are looked at: the coalition's alone, with those of all its groups, or with one's own
# groups'.
EXTENTS = ("", "all", "mine")
DATE_COLUMNS = (*COLUMNS, "group", "look")


def coalition_agenda(coalition: Coalition, *, today: date, extent: str = "", viewer: Person | None = None) -> Agenda:
    """A coalition's dates, with those of groups as `extent` says; each group's line says whose it
    is.

    Four queries at most, however many groups.
    """
    names = _groups(coalition, extent, viewer)
    return agenda_by_key(_own(coalition) | set(names), today=today, names=names)


def agenda_with_groups(coalition: Coalition, groups: Iterable[Group], *, today: date) -> Agenda:
    """A coalition's dates with those of these open groups, without how often they were moved. Two
    queries.
    """
    names = {group.calendar_id: str(group) for group in groups if group.calendar_id and not group.closed}
    return agenda_by_key(_own(coalition) | set(names), today=today, names=names or None, with_moves=False)


def with_lodging(agenda: Agenda, coalition: Coalition) -> Agenda:
    """The same dates; the deadline is done once the coalition's joint submission is lodged. One
    query.
    """
    day = day_of_joint_lodging(coalition)
    if day is None:
        return agenda

    def marked(line: TimelineLine) -> TimelineLine:
        is_deadline = line.entry.key == SUBMISSION_DEADLINE and line.entry.of == coalition.calendar_id
        return replace(line, entry=replace(line.entry, status=DONE, done_on=day)) if is_deadline else line

    return replace(agenda, lines=tuple(map(marked, agenda.lines)))


def _own(coalition: Coalition) -> set[int]:
    return {coalition.calendar_id} if coalition.calendar_id else set()


def group_agenda(group: Group, *, today: date) -> Agenda:
    """A group's dates among those of its coalition. The page says whose they are: no date repeats
    it.
    """
    calendar = group.calendar_id or group.coalition.calendar_id
    agenda = agenda_by_key({calendar} if calendar else set(), today=today, names={})
    own = str(group)
    lines = tuple(replace(line, about="") if line.about == own else line for line in agenda.lines)
    return replace(agenda, lines=lines) if group.calendar_id else _inherited(replace(agenda, lines=lines))


def for_reader(agenda: Agenda, viewer: Person, about: Coalition | Group, *, roles: Collection[Role]) -> Agenda:
    """The dates for `viewer`: with the page where each is worked on, and a button to mark one's own
    as done. Only people who can choose another day see how.
    """
    coalition = coalition_of(about)
    groups = coalition.groups.exclude(calendar=None) if isinstance(about, Coalition) else [about]
    holders: dict[int | None, Coalition | Group] = {group.calendar_id: group for group in groups}
    holders |= {coalition.calendar_id: coalition}
    led = RapporteurTerm.objects.filter(person=viewer, until=None, group__coalition=coalition)
    changed = set(led.values_list("group__calendar", flat=True)) if Role.RAPPORTEUR in roles else set()

    def readable(line: TimelineLine) -> TimelineLine:
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

    return replace(agenda, lines=tuple(map(readable, agenda.lines)))


def coalition_dates(coalition: Coalition, *, today: date) -> dict[str, TimelineLine]:
    """By their keys: when each phase of the review is, and the coalition's own dates to come. One
    query.
    """
    if coalition.calendar_id is None:
        return {}
    return {
        row.key: line_of(entry_of(row), today=today, time_zone=row.calendar.time_zone, milestone=row.pk)
        for row in kept_rows(_coalition_dates, coalition.calendar_id, today)
    }


def _coalition_dates(calendar: int, today: date) -> QuerySet[Milestone]:
    condition = Q(kind=Milestone.Kind.PHASE) | Q(day__gte=today) | Q(until__gte=today)
    rows = Milestone.objects.filter(condition, calendar=calendar)
    return rows.order_by("day", "pk").select_related("calendar", "person")


def coalition_dates_in(agenda: Agenda, coalition: Coalition) -> dict[str, TimelineLine]:
    """The same, where the coalition's dates were read already."""
    return {line.entry.key: line for line in agenda.lines if line.milestone and line.entry.of == coalition.calendar_id}


def next_lines(lines: Iterable[TimelineLine]) -> list[TimelineLine]:
    """The dates to come that the coalition decides or takes part in, the nearest first. One that
    has begun counts by its last day.
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


def lines_ahead(agenda: Agenda, *, is_lodged: bool, today: date) -> tuple[list[TimelineLine], list[TimelineLine]]:
    """The dates that are overdue, and those to come. Once all is lodged, dates that led there are
    left out.
    """
    due = agenda.due
    if is_lodged:
        due = [line for line in due if asked_after_lodging(line, agenda.deadline, today=today)]
    return [line for line in due if line.is_overdue], [line for line in due if not line.is_overdue]


def next_date(coalition: Coalition, *, today: date) -> TimelineLine | None:
    """The nearest date of the coalition to come."""
    lodged = is_anything_lodged(coalition)
    _overdue, ahead = lines_ahead(coalition_agenda(coalition, today=today), is_lodged=lodged, today=today)
    return next_line(ahead)


def asked_after_lodging(line: TimelineLine, deadline: TimelineLine | None, *, today: date) -> bool:
    """Whether a date still asks for something once all is lodged: dates up to the deadline do
    not.
    """
    until = deadline.entry.window.last if deadline and deadline.entry.window else today
    last = line.entry.window.last if line.entry.window else date.max
    return line.entry.kind == EVENT or last > until


def entry_of_review(coalition: Coalition) -> DateEntry | None:
    """When the review is, as the coalition's calendar knows it. One query."""
    milestones = Milestone.objects.filter(calendar=coalition.calendar_id, key=REVIEW).exclude(calendar=None)
    milestone = milestones.select_related("calendar__review", "person").first()
    return entry_of(milestone) if milestone else None


def days_of_reviews(coalitions: Sequence[Coalition], *, today: date) -> dict[int, TimelineLine]:
    """By the number of each coalition, when its review is, as its calendar knows it. One query for
    all.
    """
    numbers = {coalition.calendar_id: coalition.pk for coalition in coalitions if coalition.calendar_id}
    milestones = Milestone.objects.filter(calendar__in=numbers, key=REVIEW).select_related("calendar__review", "person")
    return {
        numbers[milestone.calendar_id]: line_of(
            entry_of(milestone), today=today, time_zone=milestone.calendar.time_zone
        )
        for milestone in milestones
    }


def due_next_in(coalitions: Sequence[Coalition], *, now: datetime) -> dict[int, TimelineLine]:
    """The next thing to do in each coalition or its groups, by the coalition's key, as its first
    page shows it; a group's line says whose it is. Three queries for all.

    Days left are counted in the time zone of each coalition's State.
    """
    open_ones = Group.objects.filter(coalition__in=coalitions, closed=False).exclude(calendar=None)
    groups = list(open_ones.select_related("calendar"))
    owners = {coalition.calendar_id: coalition.pk for coalition in coalitions} | {
        group.calendar_id: group.coalition_id for group in groups
    }
    ours = [coalition.calendar for coalition in coalitions] + [group.calendar for group in groups]
    calendars = {calendar.pk for calendar in ours if calendar}
    first: dict[int, TimelineLine] = {}
    names = {group.calendar_id or 0: str(group) for group in groups}
    agenda = agenda_by_key(calendars, today=now.date(), names=names)
    deadlines = {owners[line.entry.of]: line for line in agenda.lines if line.entry.key == SUBMISSION_DEADLINE}
    lodged = set(Coalition.objects.filter(of_lodged("pk"), pk__in=set(owners.values())).values_list("pk", flat=True))
    for line in agenda.due:
        if not line.entry.is_ours:
            continue
        number = owners[line.entry.of]
        if number not in lodged or asked_after_lodging(line, deadlines.get(number), today=now.date()):
            first.setdefault(number, line)
    zones = {coalition.pk: coalition.calendar.time_zone for coalition in coalitions if coalition.calendar}
    return {
        number: replace(line, today=day_in(zones[number], now)) for number, line in first.items() if number in zones
    }


def own_date(holder: Coalition | Group, number: int) -> Milestone | None:
    """A date in a coalition's or a group's own calendar, with what it was before."""
    dates = Milestone.objects.filter(pk=number, calendar=holder.calendar_id).select_related("calendar")
    return dates.prefetch_related("earlier").first() if holder.calendar_id else None


def date_within(coalition: Coalition, number: int) -> tuple[Milestone, Coalition | Group] | None:
    """A date in the coalition's own calendar or in one of its groups', with whose calendar that
    is.
    """
    if milestone := own_date(coalition, number):
        return milestone, coalition
    group = coalition.groups.filter(calendar__milestones=number).select_related("coalition").first()
    milestone = own_date(group, number) if group else None
    return (milestone, group) if milestone and group else None


def listed_dates(agenda: Agenda) -> Iterator[dict[str, Any]]:
    """Dates as rows of a file, each with the group that it is of, and what is wrong with it."""
    for line, row in zip(agenda.lines, documents(agenda), strict=True):
        yield {**row, "group": line.about if len(agenda.reviews) > 1 else "", "look": list(line.conflicts)}


def drawn_names(agenda: Agenda) -> Agenda:
    """The dates as a picture names them: a row has one name only, so that a group's date says whose
    it is in it.
    """
    if len(agenda.reviews) < 2:
        return agenda

    def named(line: TimelineLine) -> TimelineLine:
        title = f"{line.about}: {line.title}" if line.about else line.title
        return replace(line, entry=replace(line.entry, title=title))

    return replace(agenda, lines=tuple(named(line) for line in agenda.lines))


def meaning_of(milestone: Milestone) -> str:
    """What a phase of the review is; nothing for other dates."""
    return phase(milestone.key).meaning if milestone.kind == Milestone.Kind.PHASE else ""


def _groups(coalition: Coalition, extent: str, viewer: Person | None) -> dict[int, str]:
    """The names of the groups whose dates are shown, by the keys of their calendars."""
    if extent not in ("all", "mine"):
        return {}
    groups = coalition.groups.filter(closed=False).exclude(calendar=None)
    groups = groups.filter(memberships__person=viewer) if extent == "mine" else groups
    return {group.calendar_id or 0: str(group) for group in groups}


def _inherited(agenda: Agenda) -> Agenda:
    """A group without a calendar of its own has its coalition's dates, which it does not change."""

    def of_the_coalition(line: TimelineLine) -> TimelineLine:
        return replace(line, entry=replace(line.entry, inherited=True))

    return replace(agenda, lines=tuple(of_the_coalition(line) for line in agenda.lines))
