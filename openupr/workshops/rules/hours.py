"""The hours of one day of an agenda, and the dates of a workshop's days."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from openupr.upr.days import days_after, is_of_our_time

from .refusals import AnotherCentury, EndsBeforeItBegins, PastMidnight


def fit(day: date) -> date:
    """The day, if a workshop may be on it. Raises AnotherCentury."""
    if not is_of_our_time(day):
        raise AnotherCentury
    return day


def days_from(first: date, number: int) -> list[date]:
    """So many days one after the other, at least one. Raises AnotherCentury."""
    return [fit(days_after(first, at)) for at in range(max(1, number))]


def day_after(last: date) -> date:
    """The day after. Raises AnotherCentury."""
    return fit(days_after(last, 1))


A_DAY = 24 * 60


def minutes(hour: time) -> int:
    """An hour of the day as minutes since midnight."""
    return hour.hour * 60 + hour.minute


def hour(passed: int) -> time:
    """Minutes since midnight as an hour of the day; ValueError from midnight on."""
    return time(passed // 60, passed % 60)


@dataclass(frozen=True, slots=True)
class Slot:
    """From when to when something is on a day; `key` says what."""

    key: int
    start: int
    end: int

    @property
    def length(self) -> int:
        """In minutes."""
        return self.end - self.start


class Flaw(StrEnum):
    """What is wrong between two slots that follow each other."""

    GAP = "gap"
    CLASH = "clash"


@dataclass(frozen=True, slots=True)
class HoursFinding:
    """Too many or too few minutes between the slot `before` and the next one, `after`."""

    flaw: Flaw
    before: int
    after: int
    minutes: int


def in_order(slots: Sequence[Slot]) -> list[Slot]:
    """As they follow each other on the day."""
    return sorted(slots, key=lambda slot: (slot.start, slot.end, slot.key))


def findings(slots: Sequence[Slot]) -> list[HoursFinding]:
    """The gaps and clashes of a day. A slot is compared with the earlier one that ends last."""
    flaws: list[HoursFinding] = []
    latest: Slot | None = None
    for slot in in_order(slots):
        if latest and slot.start > latest.end:
            flaws.append(HoursFinding(Flaw.GAP, latest.key, slot.key, slot.start - latest.end))
        elif latest and slot.start < latest.end:
            flaws.append(HoursFinding(Flaw.CLASH, latest.key, slot.key, min(latest.end, slot.end) - slot.start))
        latest = slot if latest is None or slot.end > latest.end else latest
    return flaws


def laid(slots: Sequence[Slot], changed: Slot, *, shift: bool) -> list[Slot]:
    """The day with one slot at other hours, or with a new slot.

    With `shift`, slots that began at the slot's end or later move by as much as the end moved:
    lengths and pauses stay. A new slot makes room from its beginning on. Raises EndsBeforeItBegins,
    PastMidnight.
    """
    if changed.end <= changed.start:
        raise EndsBeforeItBegins
    before = next((slot for slot in slots if slot.key == changed.key), None)
    others = [slot for slot in slots if slot.key != changed.key]
    if shift:
        since, by = (before.end, changed.end - before.end) if before else (changed.start, changed.length)
        others = [moved(slot, by) if slot.start >= since else slot for slot in others]
    return _checked([*others, changed])


def closed_up(slots: Sequence[Slot], key: int) -> list[Slot]:
    """The day without one slot, what follows having moved up by its length."""
    gone = next(slot for slot in slots if slot.key == key)
    rest = [slot for slot in slots if slot.key != key]
    return in_order([moved(slot, -gone.length) if slot.start >= gone.end else slot for slot in rest])


def swapped(slots: Sequence[Slot], one: int, other: int) -> list[Slot]:
    """The day with two slots swapped: each keeps its length, and pauses stay where they were.

    Raises PastMidnight if a day with clashes would grow too long.
    """
    ordered = in_order(slots)
    pauses = [0] + [after.start - before.end for before, after in itertools.pairwise(ordered)]
    places = {slot.key: place for place, slot in enumerate(ordered)}
    turned = list(ordered)
    turned[places[one]], turned[places[other]] = turned[places[other]], turned[places[one]]
    result, at = [], ordered[0].start
    for slot, pause in zip(turned, pauses, strict=True):
        at = max(0, at + pause)
        result.append(replace(slot, start=at, end=at + slot.length))
        at += slot.length
    return _checked(result)


def moved(slot: Slot, by: int) -> Slot:
    """The same, later by so many minutes, or earlier (negative)."""
    return replace(slot, start=slot.start + by, end=slot.end + by)


def _checked(slots: Sequence[Slot]) -> list[Slot]:
    if any(slot.start < 0 or slot.end >= A_DAY for slot in slots):
        raise PastMidnight
    return in_order(slots)


def minutes_each(length: int, *, questions: int, groups: int) -> int | None:
    """How many whole minutes each group's rapporteur has in a session; None without groups.

    The minutes for questions are subtracted first.
    """
    return max(0, length - questions) // groups if groups else None
