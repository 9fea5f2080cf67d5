"""The dates of one or several calendars, with the days left and what is wrong with them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from openupr.accounts.models import Person
from openupr.upr.phases import SUBMISSION_DEADLINE, is_phase, phase
from openupr.web.kept_queries import kept_rows

from ..models import Calendar, EarlierDate, Milestone
from ..rules.entries import DateEntry, conflicts, is_of_another_deadline
from ..rules.statuses import ESTIMATE, STEP
from .dated import dated_entries
from .line import TimelineLine, in_order, line_of
from .wording import window_words

Dated = tuple[Milestone, DateEntry]
"""A kept date, and the same for the rules."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """All dates in their order, as they are on a day."""

    lines: tuple[TimelineLine, ...]
    today: date

    @property
    def next(self) -> TimelineLine | None:
        """The next date to come."""
        return next((line for line in self.due if not line.is_overdue), None)

    @property
    def due(self) -> list[TimelineLine]:
        return [line for line in self.lines if line.is_due]

    @property
    def troubled(self) -> list[TimelineLine]:
        return [line for line in self.lines if line.troubles]

    @property
    def deadline(self) -> TimelineLine | None:
        """When submissions are due."""
        return self.line(SUBMISSION_DEADLINE)

    @property
    def outdated_plan(self) -> date | None:
        """The deadline that steps of one's own plan were laid out from, where another one stands now."""
        deadline = self.deadline
        if deadline is None:
            return None
        own = (line.entry for line in self.lines if line.entry.kind == STEP and not line.entry.inherited)
        return next((step.counted_from for step in own if is_of_another_deadline(step, deadline.entry)), None)

    @property
    def reviews(self) -> list[str]:
        """The reviews that the dates are about; one for a coalition, perhaps several for a person."""
        return list(dict.fromkeys(line.about for line in self.lines))

    def line(self, key: str) -> TimelineLine | None:
        """The date called so, the calendar's own before one of the calendar around it."""
        found = [line for line in self.lines if line.entry.key == key]
        return min(found, key=lambda line: line.entry.inherited, default=None)


def agenda(*, calendars: Collection[Calendar], today: date) -> Agenda:
    """The dates of some calendars and of the calendars around them, each once, in four queries for any number."""
    return agenda_by_key({calendar.pk for calendar in calendars}, today=today)


def agenda_by_key(
    given: set[int], *, today: date, names: Mapping[int, str] | None = None, with_moves: bool = True
) -> Agenda:
    """The same for calendars of which only the primary keys are known. With `names`, by these keys, each date is about
    what its calendar is called there, "" where that has none; else it is about its review. Without `with_moves` no date
    knows how often it was moved, and one query less is asked. Dates that other apps keep take one.
    """
    known = {each.pk: each for each in kept_rows(_calendars, given)}
    earlier = kept_rows(_earlier, known) if with_moves else []
    moved = Counter(milestone for milestone, _status in earlier)
    changed = Counter(milestone for milestone, status in earlier if status != ESTIMATE)
    milestones = kept_rows(_milestones, known)
    people = {each.pk: each for each in kept_rows(_people, {each.person_id for each in milestones if each.person_id})}
    by_calendar: dict[int, list[Dated]] = defaultdict(list)
    for milestone in sorted(milestones, key=lambda each: (each.day, each.pk)):
        milestone.calendar = known[milestone.calendar_id]
        if milestone.person_id:
            milestone.person = people[milestone.person_id]
        key, inherited = milestone.pk, milestone.calendar_id not in given
        entry = entry_of(milestone, inherited=inherited, moved=moved[key], changed=changed[key])
        by_calendar[milestone.calendar_id].append((milestone, entry))
    lines = [
        line
        for key, held in by_calendar.items()
        for line in _lines(held, by_calendar, today, _about(known[key], names))
    ]
    lines += [
        line_of(entry, today=today, time_zone=known[entry.of].time_zone, about=group or _about(known[entry.of], names))
        for entry, group in dated_entries(known, given)
    ]
    return Agenda(tuple(in_order(lines)), today)


def _calendars(given: Collection[int]) -> QuerySet[Calendar]:
    """These and the calendars around them."""
    calendars = Calendar.objects.filter(Q(pk__in=given) | Q(inner__in=given)).distinct()
    return calendars.order_by().select_related("review")


def _milestones(calendars: Collection[int]) -> QuerySet[Milestone]:
    return Milestone.objects.filter(calendar__in=calendars).order_by()


def _people(keys: Collection[int]) -> QuerySet[Person]:
    """The few whom dates name."""
    return Person.objects.filter(pk__in=keys).order_by()


def _earlier(calendars: Collection[int]) -> QuerySet[EarlierDate, tuple[int, str]]:
    """What the dates of these calendars were before."""
    earlier = EarlierDate.objects.filter(milestone__calendar__in=calendars)
    return earlier.order_by().values_list("milestone", "status")


def _about(calendar: Calendar, names: Mapping[int, str] | None) -> str:
    return str(calendar.review) if names is None else names.get(calendar.pk, "")


def next_due(*, calendars: Collection[Calendar], today: date, limit: int = 5) -> list[TimelineLine]:
    """What is overdue or ahead, the most urgent first."""
    return agenda(calendars=calendars, today=today).due[:limit]


def earlier_dates(milestone: Milestone) -> list[tuple[str, EarlierDate]]:
    """What a date was before, in words, the latest first."""
    return [(window_words(each.window), each) for each in milestone.earlier.order_by("-pk")]


def entry_of(milestone: Milestone, *, inherited: bool = False, moved: int = 0, changed: int = 0) -> DateEntry:
    """A kept date for the rules; `moved`: how many earlier dates it had, `changed`: without estimates."""
    person = milestone.person if milestone.person_id else None
    return DateEntry(
        key=milestone.key,
        kind=milestone.kind,
        title=milestone.title,
        window=milestone.window,
        status=milestone.status,
        hour=milestone.hour,
        zone=milestone.zone,
        source=milestone.source,
        whose=str(person) if person else milestone.whose,
        names_person=person is not None,
        person=milestone.person_id,
        meaning=phase(milestone.key).meaning if is_phase(milestone.key) else "",
        done_on=milestone.done_on,
        inherited=inherited,
        moved=moved,
        changed=changed,
        of=milestone.calendar_id,
        counted_from=milestone.counted_from,
        by_hand=milestone.by_hand,
        named=(milestone.calendar.identity, milestone.key),
    )


def _lines(held: list[Dated], by_calendar: dict[int, list[Dated]], today: date, about: str) -> list[TimelineLine]:
    """The lines of one calendar. Its steps are looked at beside the dates of the calendar around it."""
    calendar = held[0][0].calendar
    own = [entry for _milestone, entry in held]
    around = [entry for _milestone, entry in by_calendar.get(calendar.within_id or 0, [])]
    troubles = conflicts(own, around=around, today=today, rest_days=calendar.rest_days)
    return [
        line_of(
            entry,
            today=today,
            time_zone=calendar.time_zone,
            about=about,
            milestone=milestone.pk,
            troubles=trouble,
        )
        for (milestone, entry), trouble in zip(held, troubles, strict=True)
    ]
