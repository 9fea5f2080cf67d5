"""A date of a timeline, and what is wrong with it among the others."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID, uuid5

from openupr.upr.phases import SUBMISSION_DEADLINE, is_phase, phase

from .backward import STEP_ORDER
from .sequences import TO_COME_BEFORE
from .statuses import DONE, ESTIMATE, EVENT, INVENTED, PHASE, PUBLISHED, STEP
from .windows import Window


@dataclass(frozen=True, slots=True)
class DateEntry:
    """One date: what, when, how surely, from where. `window` is None for a phase of which no date
    can be said yet.

    `hour` is told in the time zone `zone`. `whose` names the owner, and stays off paper where it
    `names_person`; `person` is the key of a person who can say that it is done. `inherited` comes
    from the calendar around; `moved` counts its earlier dates, `changed` those of them that were no
    estimates. `of` tells entries of several calendars apart; `named` is the name space and name
    that its identity is made of. A step of the plan knows the deadline that it was `counted_from`,
    unless somebody chose its day (`by_hand`). `link` is the path of the page about it, where it is
    kept elsewhere than in a calendar. `note` says more, on pages only.
    """

    key: str
    kind: str
    title: str
    window: Window | None
    status: str
    hour: time | None = None
    zone: str = ""
    source: str = ""
    whose: str = ""
    names_person: bool = False
    person: int | None = None
    meaning: str = ""
    done_on: date | None = None
    inherited: bool = False
    moved: int = 0
    changed: int = 0
    of: int = 0
    named: tuple[UUID, str] | None = None
    link: str = ""
    note: str = ""
    counted_from: date | None = None
    by_hand: bool = False

    @property
    def identity(self) -> str:
        """What names the date in a telephone, and stays when it moves; "" for a date of no
        calendar.
        """
        return str(uuid5(*self.named)) if self.named else ""

    @property
    def is_own(self) -> bool:
        """Whether we decide the date, and not the United Nations."""
        return self.kind != PHASE

    @property
    def is_ours(self) -> bool:
        """Whether civil society decides it or takes part. Others are acts of States and the UN, and
        outside events.
        """
        return phase(self.key).takes_part if is_phase(self.key) else self.is_own and not self.is_outside

    @property
    def is_invented(self) -> bool:
        """Whether it is a date of the demo, which nobody published, or an estimate counted from
        one.
        """
        return self.source == INVENTED and self.status in (PUBLISHED, ESTIMATE)

    @property
    def is_outside(self) -> bool:
        """Whether it happens outside, whatever we plan: an election, a holiday."""
        return self.kind == EVENT and self.key.startswith("event-")

    def days_left(self, today: date) -> int | None:
        """Days until it begins, 0 while it lasts, below 0 since it ended; None without a date."""
        return self.window.days_left(today) if self.window else None

    def is_past(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.window is not None and today > self.window.last

    def is_overdue(self, today: date) -> bool:
        """Whether we should have done it by now."""
        return self.is_own and self.kind != EVENT and self.status != DONE and self.is_past(today)

    def is_due(self, today: date) -> bool:
        """Whether it still asks for something: ahead of us, or overdue."""
        return self.window is not None and self.status != DONE and (not self.is_past(today) or self.is_overdue(today))


class Trouble(StrEnum):
    """What can be wrong with a date."""

    OVERDUE = "overdue"
    OVERDUE_FOR_OWNER = "overdue, told its owner"
    REST_DAY = "rest day"
    ORDER = "order"
    AFTER_DEADLINE = "after the deadline"
    SAME_DAY = "same day"
    TOO_LATE = "too late"
    OTHER_DEADLINE = "another deadline"
    DURING_EVENT = "during an event"


@dataclass(frozen=True, slots=True)
class DateConflict:
    """A trouble of one entry; `other` is the title of the entry that it clashes with, `day` a day
    it speaks of.
    """

    trouble: Trouble
    other: str = ""
    day: date | None = None


def conflicts(
    own: Sequence[DateEntry],
    *,
    around: Sequence[DateEntry] = (),
    today: date,
    rest_days: Collection[int] = (6, 7),
) -> list[tuple[DateConflict, ...]]:
    """What is wrong with each of the `own` entries of a calendar, in their order; `around`: those
    of the one around it. `rest_days`: ISO numbers of the weekly days of rest.

    Of what others decide, only published phases that contradict each other are told; what is done
    troubles nobody. The steps of the backward plan are to follow their order, on different days,
    before the submissions are due, and belong to the deadline that stands. A group's dates, and
    phases, are to come before those that data/sequences.csv names. Entries of different calendars
    (`of`) do not clash otherwise: the deadline, a group's sequences, and what happens outside while
    something is due, look at the calendar around too.
    """
    entries = [*own, *around]
    deadline = next((e for e in entries if e.key == SUBMISSION_DEADLINE and e.kind == PHASE and e.window), None)
    days = Counter((entry.of, entry.window.first) for entry in entries if _is_open_step(entry) and entry.window)
    outside = [entry for entry in entries if entry.is_outside]
    return [tuple(_troubles(entry, entries, outside, deadline, days, today, rest_days)) for entry in own]


def _is_open_step(entry: DateEntry) -> bool:
    return entry.kind == STEP and entry.status != DONE


def _troubles(
    entry: DateEntry,
    entries: Sequence[DateEntry],
    outside: Sequence[DateEntry],
    deadline: DateEntry | None,
    days: Counter[tuple[int, date]],
    today: date,
    rest_days: Collection[int],
) -> list[DateConflict]:
    during = [
        DateConflict(Trouble.DURING_EVENT, event.title) for event in outside if _is_due_during(entry, event, today)
    ]
    before = TO_COME_BEFORE.get(entry.key)
    later = [other for other in entries if other.key in before and _too_late(entry, other)] if before else []
    if entry.kind == PHASE:
        return [DateConflict(Trouble.TOO_LATE, other.title) for other in later if _contradicts(entry, other)] + during
    if entry.window is None or entry.status == DONE:
        return []
    troubles = []
    if entry.is_overdue(today):
        troubles.append(DateConflict(Trouble.OVERDUE))
    if entry.kind != EVENT and entry.window.is_one_day and entry.window.first.isoweekday() in rest_days:
        troubles.append(DateConflict(Trouble.REST_DAY))
    if entry.kind == STEP:
        if deadline and deadline.window and entry.window.last > deadline.window.last:
            troubles.append(DateConflict(Trouble.AFTER_DEADLINE, deadline.title))
        others = [other for other in entries if other is not entry and other.of == entry.of and _is_open_step(other)]
        troubles += [DateConflict(Trouble.ORDER, other.title) for other in others if _out_of_order(entry, other)]
        if days[entry.of, entry.window.first] > 1:
            same = next((o for o in others if o.window and o.window.first == entry.window.first), None)
            troubles.append(DateConflict(Trouble.SAME_DAY, same.title if same else ""))
        if deadline and is_of_another_deadline(entry, deadline):
            troubles.append(DateConflict(Trouble.OTHER_DEADLINE, deadline.title, entry.counted_from))
    return troubles + [DateConflict(Trouble.TOO_LATE, other.title) for other in later] + during


def _is_due_during(entry: DateEntry, event: DateEntry, today: date) -> bool:
    """Whether a deadline ahead lies in an event that happens outside: a campaign, a holiday."""
    if entry.kind == EVENT or entry.status == DONE or entry.is_past(today):
        return False
    if entry.kind == PHASE and entry.key != SUBMISSION_DEADLINE:
        return False
    due, goes_on = entry.window, event.window
    return due is not None and due.is_one_day and goes_on is not None and goes_on.first <= due.last <= goes_on.last


def is_of_another_deadline(entry: DateEntry, deadline: DateEntry) -> bool:
    """Whether a step of the plan was counted from another day than submissions are due on now."""
    counted = _is_open_step(entry) and not entry.by_hand and entry.counted_from
    return bool(counted and deadline.window and counted != deadline.window.first)


def _too_late(entry: DateEntry, later: DateEntry) -> bool:
    """Whether an entry does not come before a later one. A date to come before the deadline may be
    on it.
    """
    if not entry.window or not later.window:
        return False
    last = later.window.last if later.kind == PHASE else later.window.first
    return entry.window.first > last


def _contradicts(phase: DateEntry, later: DateEntry) -> bool:
    """Whether two published phases cannot both be right. An estimate proves nothing against a
    published date.
    """
    return phase.status == later.status == PUBLISHED and later.kind == PHASE


def _out_of_order(entry: DateEntry, other: DateEntry) -> bool:
    """Whether `other` should come before this entry and does not; said once, of the later step."""
    if entry.key not in STEP_ORDER or other.key not in STEP_ORDER or not entry.window or not other.window:
        return False
    return STEP_ORDER[other.key] < STEP_ORDER[entry.key] and other.window.first > entry.window.first
