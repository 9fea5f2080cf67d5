"""Dates that other apps keep beside their own things: read where they are, never written into a
calendar twice.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, DateField, Field, QuerySet, TextField
from django.utils.functional import Promise

from openupr.web.hooks import Hook
from openupr.web.languages import in_page_language, in_parts
from openupr.web.unions import Column, Kept, as_day, fetched, united, with_columns

from .models import Calendar
from .rules.entries import DateEntry
from .rules.statuses import PLANNED, TASK
from .rules.windows import one_day


class DatedThing(NamedTuple):
    """A date of another app's thing. `holder` is the key of the coalition, for the address."""

    kind: int
    calendar: int
    holder: str
    number: int
    part: int | None
    title: str
    about: str
    whose: str
    day: date
    until: date | None
    person: str
    note: str


@dataclass(frozen=True)
class DatedKind:
    """One kind of date that an app keeps itself.

    `rows` gives all of them, made by `dated`. `title` is what the date is called: `%(title)s`
    stands for the thing. `address` is the page about it. An event (`kind`) is over when it is past.
    A task is overdue then. `name` says what the thing is called in the page's language, where no
    column of the database does.
    """

    key: str
    title: str | Promise
    rows: Callable[[], QuerySet[Any]]
    address: Callable[[DatedThing], str]
    kind: str = TASK
    name: Callable[[DatedThing], str] | None = None


DATED_KINDS = Hook[DatedKind]("DATED_KINDS", key=lambda dated_kind: dated_kind.key)


@dataclass(frozen=True, slots=True)
class CalendarPlace:
    """Whose a calendar is (`name`, "" for a coalition's own), the page with its dates, and the
    coalition's name.
    """

    name: str
    address: str
    around: str = ""


# Given the keys of calendars: where those that an app knows have their pages.
CALENDAR_PLACES = Hook[Callable[[Collection[int]], Mapping[int, CalendarPlace]]]("CALENDAR_PLACES")

_KEY: tuple[Field[Any, Any], object] = (BigIntegerField(), None)
_TEXT: tuple[Field[Any, Any], object] = (TextField(), "")
_DAY: tuple[Field[Any, Any], object] = (DateField(), None)
_FIELDS: Mapping[str, tuple[Field[Any, Any], object]] = {
    "calendar": _KEY,
    "holder": _TEXT,
    **dict.fromkeys(("number", "part"), _KEY),
    **dict.fromkeys(("title", "about", "whose"), _TEXT),
    **dict.fromkeys(("day", "until"), _DAY),
    **dict.fromkeys(("person", "note"), _TEXT),
}


def dated(
    rows: QuerySet[Any],
    *,
    calendar: Column,
    holder: Column,
    day: Column,
    number: Column = "pk",
    part: Column = None,
    title: Column = None,
    about: Column = None,
    whose: Column = None,
    until: Column = None,
    person: Column = None,
    note: Column = None,
) -> QuerySet[Any]:
    """Rows of a kind: the key of the `calendar` that each is in, its `day` or days `until` the
    last, and its names.

    `about` names the group that it is of; `whose` its owner, an organisation or a role; `person` an
    owner who is a person, by name. `note` is only on the page: no phone and no paper shows it. What
    is done is left out.
    """
    columns: dict[str, Column] = {
        "calendar": calendar, "holder": holder, "number": number, "part": part, "title": title, "about": about,
        "whose": whose, "day": day, "until": until, "person": person, "note": note,
    }  # fmt: skip
    return with_columns(rows, columns, _FIELDS).exclude(w_day=None)


def dated_entries(known: Mapping[int, Calendar], own: Collection[int]) -> Iterator[tuple[DateEntry, str]]:
    """The dates of other apps in these calendars, and the name of each one's group. One query."""
    kinds = list(DATED_KINDS)
    if not kinds or not known:
        return
    where = f"WHERE w_calendar IN ({', '.join(['%s'] * len(known))})"
    for row in fetched(_all(tuple(kind.key for kind in kinds)), where=where, more=list(known)):
        dated_thing = DatedThing(*row)
        yield _entry(kinds[dated_thing.kind], dated_thing, known, own), in_page_language(dated_thing.about or "")


def _entry(kind: DatedKind, row: DatedThing, known: Mapping[int, Calendar], own: Collection[int]) -> DateEntry:
    day, until = as_day(row.day), as_day(row.until)
    key = f"{kind.key}-{row.number}" if row.part is None else f"{kind.key}-{row.part}-{row.number}"
    return DateEntry(
        key=key,
        kind=kind.kind,
        title=str(kind.title) % {"title": kind.name(row) if kind.name else in_parts(row.title or "")},
        window=one_day(day, until) if day else None,
        status=PLANNED,
        whose=row.person or row.whose or "",
        names_person=bool(row.person),
        note=row.note or "",
        inherited=row.calendar not in own,
        of=row.calendar,
        named=(known[row.calendar].identity, key),
        link=kind.address(row),
    )


@cache
def _all(keys: tuple[str, ...]) -> Kept:
    return united((kind.rows() for kind in DATED_KINDS if kind.key in keys), tuple(_FIELDS))


def places_of(calendars: Collection[int]) -> dict[int, CalendarPlace]:
    """Where these calendars have their pages, as far as an app knows."""
    return {key: place for find in CALENDAR_PLACES for key, place in find(calendars).items()}
