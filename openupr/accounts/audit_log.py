"""The audit log of a circle as people read it, and forgetting who did what."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from openupr.web.hooks import Hook
from openupr.web.kept_queries import kept_rows

from .actions import words_for
from .models import AuditLine, Invitation, Person, Room


@dataclass(frozen=True)
class AuditName:
    """A kind of thing ("group") and a query for the names of the things with these numbers.

    Names of people, groups, organisations and documents; never content.
    """

    kind: str
    names: Callable[[Collection[int]], Mapping[int, str]]


AUDIT_NAMES = Hook[AuditName]("AUDIT_NAMES", key=lambda named: named.kind)


def _people(numbers: Collection[int]) -> Mapping[int, str]:
    return {person.pk: str(person) for person in kept_rows(_with_keys, numbers)}


def _with_keys(keys: Collection[int]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=keys)


AUDIT_NAMES.add(AuditName("person", _people))


@dataclass(frozen=True)
class Act:
    """One line of the audit log in words. `who` is None after forgetting, and for acts without
    names.

    `thing`: the name of what it was done with; "" if it has none or is deleted.
    """

    when: datetime
    who: Person | None
    what: str | Promise
    about: str
    thing: str = ""


def audit_log(circle: str, *, most: int = 100, page: int = 1) -> list[Act]:
    """The newest acts in a circle, or a later page; accounts/parts/audit_log.html shows them as
    `acts`.
    """
    return _acts(kept_rows(_lines(most, (page - 1) * most), circle))


@lru_cache(100)
def _lines(most: int, before: int) -> Callable[[str], QuerySet[AuditLine]]:
    """What asks for so many lines after the first ones."""
    return lambda circle: AuditLine.objects.filter(circle=circle).select_related("who")[before : before + most]


def pages_of_audit_log(circle: str, *, most: int) -> int:
    """How many pages of so many acts there are, at least one."""
    return max(1, -(-AuditLine.objects.filter(circle=circle).count() // most))


def own_audit_log(person: Person, *, most: int = 20) -> list[Act]:
    """What a person did outside any circle, with their own account."""
    return _acts(AuditLine.objects.filter(who=person, circle="").select_related("who")[:most])


def _acts(lines: Iterable[AuditLine]) -> list[Act]:
    all_lines = list(lines)
    names = _names(line.about for line in all_lines)
    return [Act(line.when, line.who, words_for(line.what), line.about, names.get(line.about, "")) for line in all_lines]


def _names(keys: Iterable[str]) -> dict[str, str]:
    """What the things of these keys are called, in one query a kind."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for key in keys:
        kind, _space, number = key.partition(" ")
        if kind in AUDIT_NAMES and number.isdecimal():
            numbers[kind].add(int(number))
    names: dict[str, str] = {}
    for kind, of_kind in numbers.items():
        named = AUDIT_NAMES.get(kind)
        called = named.names(of_kind) if named else {}
        names |= {f"{kind} {number}": called.get(number) or _("(no longer there)") for number in of_kind}
    return names


# Called with the circle and now, inside the transaction: each app deletes its own names of authors.
ON_FORGETTING = Hook[Callable[[str, datetime], None]]("ON_FORGETTING")


def forget_authorship(*, circle: str, now: datetime) -> None:
    """Delete all names from a circle's audit log, invitations and rooms, for good.

    A service of the circle calls this; its action has `named=False`. The log says that it happened,
    not who did it.
    """
    with transaction.atomic():
        lines = AuditLine.objects.filter(circle=circle)
        lines.update(who=None)
        # A line about a person who was removed or got another role names a person too.
        lines.filter(about__startswith="person ").update(about="")
        Invitation.objects.filter(circle=circle).update(made_by=None, used_by=None, note="")
        Room.objects.filter(circle=circle).update(opened_by=None)
        for forget in ON_FORGETTING:
            forget(circle, now)
