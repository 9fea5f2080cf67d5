"""The pages where dates are written, and where their work is done, as the apps higher up know them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from openupr.accounts.models import Person
from openupr.timeline.models import Milestone
from openupr.web.hooks import Hook

from ..models import Coalition, Group


@dataclass(frozen=True)
class WrittenElsewhere:
    """A kind of date that an app higher up writes. Its key is `kind`, a dash and what `address` gets ("roadmap-9").

    `address` gets whose date it is, too: a coalition or a group; "" where the thing is not there any more.
    """

    kind: str
    address: Callable[[Any, str], str]


DATES_WRITTEN_ELSEWHERE = Hook[WrittenElsewhere]("DATES_WRITTEN_ELSEWHERE", key=lambda each: each.kind)


@dataclass(frozen=True)
class DateWork:
    """Dates whose work has a page of its own, told by their key and title (`is_meant`).

    `address` gets whose date it is, the reader, and the actions open to the reader; "" where there is no page for them.
    """

    key: str
    is_meant: Callable[[str, str], bool]
    address: Callable[[Coalition | Group, Person, Collection[str]], str]


DATE_WORK = Hook[DateWork]("DATE_WORK", key=lambda each: each.key)


def where_written(holder: Coalition | Group, key: str) -> str:
    """The address of the page that writes a date; "" where it is written in the timeline itself."""
    kind, _dash, rest = key.partition("-")
    found = DATES_WRITTEN_ELSEWHERE.get(kind)
    return found.address(holder, rest) if found else ""


def has_page(key: str, title: str) -> bool:
    """Whether the work of a date is done on a page of its own."""
    return any(each.is_meant(key, title) for each in DATE_WORK)


def where_worked(holder: Coalition | Group, milestone: Milestone, *, reader: Person, may: Collection[str]) -> str:
    """The page where the work of a date is done or its text is written; "" without one."""
    if written := where_written(holder, milestone.key):
        return written
    title = "" if milestone.person_id else milestone.title  # what a person was given may be called anything
    meant = (each for each in DATE_WORK if each.is_meant(milestone.key, title))
    return next(filter(None, (each.address(holder, reader, may) for each in meant)), "")
