"""A date as a page shows it: the entry, with its words."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from openupr.documents.dated_rows import DatedRow
from openupr.web.languages import in_page_language, in_parts

from ..rules.entries import Conflict, DateEntry, Trouble
from ..rules.statuses import DONE, ESTIMATE, PLANNED, PUBLISHED
from . import wording
from .titles import shown_title

_TONES = {ESTIMATE: "wait", PLANNED: "part", PUBLISHED: "plain", DONE: "yes"}
MARKS = {ESTIMATE: "dashed", PLANNED: "hollow", PUBLISHED: "solid", DONE: "done"}


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One date of a timeline on a day. `milestone` is its primary key, None for a date that nobody keeps.

    `finish_at`: where the reader, who owns it, says that it is done or not; "" for all others.
    """

    entry: DateEntry
    today: date
    time_zone: str
    about: str = ""
    milestone: int | None = None
    troubles: tuple[Conflict, ...] = ()
    finish_at: str = ""

    @property
    def is_done(self) -> bool:
        return self.entry.status == DONE

    @property
    def conflicts(self) -> tuple[str, ...]:
        """What is wrong with it, in words."""
        return tuple(wording.conflict_words(each, self.entry) for each in self.troubles)

    @property
    def title(self) -> str:
        """What it is; what the product calls a date, such as a phase or a step, in the reader's language."""
        return shown_title(self.entry.title)

    @property
    def meaning(self) -> str:
        return in_page_language(self.entry.meaning)

    @property
    def whose(self) -> str:
        """Its owner; a role that the plan names, such as the coordinator, in the reader's language."""
        return self.entry.whose if self.entry.names_person else in_page_language(self.entry.whose)

    @property
    def when(self) -> str:
        return wording.when_words(self.entry)

    @property
    def hours(self) -> str:
        return wording.hour_words(self.entry, self.time_zone)

    @property
    def when_and_hours(self) -> str:
        """Its day or days, with the hour where it has one."""
        return ", ".join(filter(None, (self.when, self.hours)))

    @property
    def left(self) -> str:
        return wording.left_words(self.entry, self.today)

    @property
    def status(self) -> str | Promise:
        """How surely the date is known, in words; nothing where there is no date."""
        if self.entry.is_invented:
            return wording.INVENTED
        return wording.STATUS[self.entry.status] if self.entry.window else ""

    @property
    def source(self) -> str:
        """Where the date is from, in the reader's language where the program says all of it; of an invented date its
        status says it.
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
        """Whether it is past and nobody needs to do anything about it."""
        return self.is_past and not self.is_overdue

    @property
    def own_date(self) -> int | None:
        """The primary key of a date that can be changed here; None for one of the calendar around this one."""
        return None if self.entry.inherited else self.milestone

    @property
    def is_due(self) -> bool:
        return self.entry.is_due(self.today)

    def for_one_who_cannot_move(self) -> "TimelineLine":
        """Not told to choose another day; the owner is told to mark it as done."""
        told = {Trouble.OVERDUE: Conflict(Trouble.OVERDUE_FOR_OWNER) if self.finish_at else None}
        troubles = (told.get(each.trouble, each) for each in self.troubles)
        return replace(self, troubles=tuple(filter(None, troubles)))

    @property
    def row(self) -> DatedRow:
        """The date as a row of the picture."""
        window = self.entry.window
        words = _("%(date)s (%(status)s)") % {"date": wording.window_words(window), "status": self.status}
        return DatedRow(
            name=self.title,
            when=words if window else wording.window_words(None),
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
    troubles: tuple[Conflict, ...] = (),
) -> TimelineLine:
    """The line that shows an entry on a day."""
    return TimelineLine(entry, today, time_zone, about, milestone, troubles)


def in_order(lines: list[TimelineLine]) -> list[TimelineLine]:
    """The lines by date, those without one last; the order they came in decides between equals."""
    dated = [line for line in lines if line.entry.window]
    dated.sort(key=lambda line: (line.entry.window.first, line.entry.window.last) if line.entry.window else ())
    return dated + [line for line in lines if not line.entry.window]
