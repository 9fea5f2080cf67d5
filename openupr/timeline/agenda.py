"""The dates of one or several calendars, each as a line with its words and what is wrong with
it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from openupr.accounts.models import Person
from openupr.documents.dated_rows import DatedRow
from openupr.upr.phases import SUBMISSION_DEADLINE, is_phase, phase
from openupr.web.kept_queries import kept_rows
from openupr.web.languages import in_page_language, in_parts

from .dated_things import dated_entries
from .dates_in_words import (
    INVENTED,
    STATUS,
    conflict_words,
    hour_words,
    left_words,
    shown_title,
    when_words,
    window_words,
)
from .models import Calendar, EarlierDate, Milestone
from .rules.entries import DateConflict, DateEntry, Trouble, conflicts, is_of_another_deadline
from .rules.statuses import DONE, ESTIMATE, PLANNED, PUBLISHED, STEP

_TONES = {ESTIMATE: "wait", PLANNED: "part", PUBLISHED: "plain", DONE: "yes"}
MARKS = {ESTIMATE: "dashed", PLANNED: "hollow", PUBLISHED: "solid", DONE: "done"}


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One date of a timeline on a day. `milestone` is its primary key, None for a date that nobody
    keeps.

    `finish_at`: where the reader, who owns it, says that it is done or not; "" for all others.
    """

    entry: DateEntry
    today: date
    time_zone: str
    about: str = ""
    milestone: int | None = None
    troubles: tuple[DateConflict, ...] = ()
    finish_at: str = ""

    @property
    def is_done(self) -> bool:
        return self.entry.status == DONE

    @property
    def conflicts(self) -> tuple[str, ...]:
        """What is wrong with it, in words."""
        return tuple(conflict_words(trouble, self.entry) for trouble in self.troubles)

    @property
    def title(self) -> str:
        """What it is; what the product calls a date, such as a phase or a step, in the reader's
        language.
        """
        return shown_title(self.entry.title)

    @property
    def meaning(self) -> str:
        return in_page_language(self.entry.meaning)

    @property
    def whose(self) -> str:
        """Its owner; a role that the plan names, such as the coordinator, in the reader's
        language.
        """
        return self.entry.whose if self.entry.names_person else in_page_language(self.entry.whose)

    @property
    def when(self) -> str:
        return when_words(self.entry)

    @property
    def hours(self) -> str:
        return hour_words(self.entry, self.time_zone)

    @property
    def when_and_hours(self) -> str:
        """Its day or days, with the hour where it has one."""
        return ", ".join(filter(None, (self.when, self.hours)))

    @property
    def left(self) -> str:
        return left_words(self.entry, self.today)

    @property
    def status(self) -> str | Promise:
        """How surely the date is known, in words; nothing where there is no date."""
        if self.entry.is_invented:
            return INVENTED
        return STATUS[self.entry.status] if self.entry.window else ""

    @property
    def source(self) -> str:
        """Where the date is from, in the reader's language where the program says all of it; of an
        invented date its status says it.
        """
        return "" if self.entry.is_invented else in_parts(self.entry.source, "; ")

    @property
    def tone(self) -> str:
        """The tone of the badge that says how surely the date is known."""
        return _TONES[self.entry.status]

    @property
    def mark(self) -> str:
        return MARKS[self.entry.status]

    @property
    def days_left(self) -> int | None:
        return self.entry.days_left(self.today)

    @property
    def is_past(self) -> bool:
        return self.entry.is_past(self.today)

    @property
    def is_overdue(self) -> bool:
        return self.entry.is_overdue(self.today)

    @property
    def is_over(self) -> bool:
        """Whether it is past and needs nothing any more."""
        return self.is_past and not self.is_overdue

    @property
    def own_date(self) -> int | None:
        """The primary key of a date that can be changed here; None for one of the calendar around
        this one.
        """
        return None if self.entry.inherited else self.milestone

    @property
    def is_due(self) -> bool:
        return self.entry.is_due(self.today)

    def for_one_who_cannot_move(self) -> "TimelineLine":
        """The line without “choose another day”; its owner is asked to mark it as done."""
        replaced = {Trouble.OVERDUE: DateConflict(Trouble.OVERDUE_FOR_OWNER) if self.finish_at else None}
        troubles = (replaced.get(trouble.trouble, trouble) for trouble in self.troubles)
        return replace(self, troubles=tuple(filter(None, troubles)))

    @property
    def row(self) -> DatedRow:
        """The date as a row of the picture."""
        window = self.entry.window
        words = _("%(date)s (%(status)s)") % {"date": window_words(window), "status": self.status}
        return DatedRow(
            name=self.title,
            when=words if window else window_words(None),
            first=window.first if window else None,
            last=window.last if window else None,
            mark=self.mark,
        )


def line_of(
    entry: DateEntry,
    *,
    today: date,
    time_zone: str,
    about: str = "",
    milestone: int | None = None,
    troubles: tuple[DateConflict, ...] = (),
) -> TimelineLine:
    """The line that shows an entry on a day."""
    return TimelineLine(entry, today, time_zone, about, milestone, troubles)


def in_order(lines: list[TimelineLine]) -> list[TimelineLine]:
    """The lines by date, those without one last; the order they came in decides between equals."""
    dated = [line for line in lines if line.entry.window]
    dated.sort(key=lambda line: (line.entry.window.first, line.entry.window.last) if line.entry.window else ())
    return dated + [line for line in lines if not line.entry.window]


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
        """The deadline from which own steps were counted, where it is another one now."""
        deadline = self.deadline
        if deadline is None:
            return None
        own = (line.entry for line in self.lines if line.entry.kind == STEP and not line.entry.inherited)
        return next((step.counted_from for step in own if is_of_another_deadline(step, deadline.entry)), None)

    @property
    def reviews(self) -> list[str]:
        """The reviews that the dates are about; one for a coalition, perhaps several for a
        person.
        """
        return list(dict.fromkeys(line.about for line in self.lines))

    def line(self, key: str) -> TimelineLine | None:
        """The date called so, the calendar's own before one of the calendar around it."""
        lines = [line for line in self.lines if line.entry.key == key]
        return min(lines, key=lambda line: line.entry.inherited, default=None)


def agenda(*, calendars: Collection[Calendar], today: date) -> Agenda:
    """The dates of some calendars and of the calendars around them, each once, in four queries for
    any number.
    """
    return agenda_by_key({calendar.pk for calendar in calendars}, today=today)


def agenda_by_key(
    keys: set[int], *, today: date, names: Mapping[int, str] | None = None, with_moves: bool = True
) -> Agenda:
    """The same for calendars of which only the primary keys are known.

    With `names`, by these keys, each date is about what its calendar is called there, "" for no
    name; else it is about its review. Without `with_moves` no date knows how often it was moved,
    which saves one query. Dates that other apps keep take one.
    """
    known = {row.pk: row for row in kept_rows(_calendars, keys)}
    earlier = kept_rows(_earlier, known) if with_moves else []
    moved = Counter(milestone for milestone, _status in earlier)
    changed = Counter(milestone for milestone, status in earlier if status != ESTIMATE)
    milestones = kept_rows(_milestones, known)
    people = {
        row.pk: row
        for row in kept_rows(_people, {milestone.person_id for milestone in milestones if milestone.person_id})
    }
    by_calendar: dict[int, list[Dated]] = defaultdict(list)
    for milestone in sorted(milestones, key=lambda milestone: (milestone.day, milestone.pk)):
        milestone.calendar = known[milestone.calendar_id]
        if milestone.person_id:
            milestone.person = people[milestone.person_id]
        key, inherited = milestone.pk, milestone.calendar_id not in keys
        entry = entry_of(milestone, inherited=inherited, moved=moved[key], changed=changed[key])
        by_calendar[milestone.calendar_id].append((milestone, entry))
    lines = [
        line
        for key, dated in by_calendar.items()
        for line in _lines(dated, by_calendar, today, _about(known[key], names))
    ]
    lines += [
        line_of(entry, today=today, time_zone=known[entry.of].time_zone, about=group or _about(known[entry.of], names))
        for entry, group in dated_entries(known, keys)
    ]
    return Agenda(tuple(in_order(lines)), today)


def _calendars(keys: Collection[int]) -> QuerySet[Calendar]:
    """These and the calendars around them."""
    calendars = Calendar.objects.filter(Q(pk__in=keys) | Q(inner__in=keys)).distinct()
    return calendars.order_by().select_related("review")


def _milestones(calendars: Collection[int]) -> QuerySet[Milestone]:
    return Milestone.objects.filter(calendar__in=calendars).order_by()


def _people(keys: Collection[int]) -> QuerySet[Person]:
    """The few whom dates name."""
    return Person.objects.filter(pk__in=keys).order_by()


def _earlier(calendars: Collection[int]) -> QuerySet[EarlierDate, tuple[int, str]]:
    """The earlier days of these calendars' dates."""
    earlier = EarlierDate.objects.filter(milestone__calendar__in=calendars)
    return earlier.order_by().values_list("milestone", "status")


def _about(calendar: Calendar, names: Mapping[int, str] | None) -> str:
    return str(calendar.review) if names is None else names.get(calendar.pk, "")


def next_due(*, calendars: Collection[Calendar], today: date, limit: int = 5) -> list[TimelineLine]:
    """What is overdue or ahead, the most urgent first."""
    return agenda(calendars=calendars, today=today).due[:limit]


def earlier_dates(milestone: Milestone) -> list[tuple[str, EarlierDate]]:
    """What a date was before, in words, the latest first."""
    return [(window_words(before.window), before) for before in milestone.earlier.order_by("-pk")]


def entry_of(milestone: Milestone, *, inherited: bool = False, moved: int = 0, changed: int = 0) -> DateEntry:
    """A kept date for the rules; `moved`: how many earlier dates it had, `changed`: without
    estimates.
    """
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


def _lines(dates: list[Dated], by_calendar: dict[int, list[Dated]], today: date, about: str) -> list[TimelineLine]:
    """The lines of one calendar. Its steps are looked at beside the dates of the calendar around
    it.
    """
    calendar = dates[0][0].calendar
    own = [entry for _milestone, entry in dates]
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
        for (milestone, entry), trouble in zip(dates, troubles, strict=True)
    ]
