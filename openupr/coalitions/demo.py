"""The demo coalition: all its names are invented, and everybody has the same password."""

import csv
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction

from openupr.accounts.accounts import nobody_yet
from openupr.accounts.models import Person
from openupr.reviews.models import Review
from openupr.timeline.milestones import publish_date
from openupr.timeline.models import EarlierDate
from openupr.timeline.rules.statuses import INVENTED
from openupr.upr.days import in_its_week, off_the_weekend
from openupr.upr.phases import REVIEW, SUBMISSION_DEADLINE

from . import dates, events, groups
from .calendars import calendar_of
from .coalition import found_coalition
from .models import (
    Affiliation,
    Coalition,
    Group,
    GroupMembership,
    MemberOrganisation,
    Organisation,
    Participation,
    RapporteurTerm,
)
from .rules.clusters import CLUSTERS

_DATA = Path(__file__).parent / "data"


def demo_table(table: str, *, data: Path = _DATA) -> Iterator[dict[str, str]]:
    """The rows of a table of the demo, by its name without ending; `data` is the folder it lies
    in.
    """
    with (data / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


_DUE = 56  # days from the workshop to the deadline: two after the demo lodges
# The dates around the invented review, each in days after the deadline, with the day of its week
# and how many days it lasts: as they were for Cambodia's review of January 2019.
_PHASES = (("in-country-pre-session", 125, 3, 3), ("geneva-pre-session", 152, 2, 4), (REVIEW, 202, 3, 1))
# Where the groups meet.
_PLACES = ("Table 1", "Table 2", "Table 3", "Table 4", "Table 5", "Table 6", "Table 7", "Table 8")
NAME = "Demonstration coalition (invented)"


def names_taken() -> list[str]:
    """Accounts that are called as people of the demo are."""
    names = [row["username"] for row in demo_table("demo_people")]
    return sorted(Person.objects.filter(username__in=names).values_list("username", flat=True))


def found(*, password: str, today: date) -> Coalition:
    """The demo's accounts, and a coalition for Cambodia's next review that one of them founds."""
    # One hash for all: they share the password openly, and each hash takes a moment on
    # purpose.
    hashed = make_password(password)
    nobody = nobody_yet()
    people = {
        row["username"]: Person.objects.create(
            username=row["username"],
            called=f"{row['called']} (demo)",
            password=hashed,
            is_operator=row["username"] == "sophea" and nobody,
        )
        for row in demo_table("demo_people")
    }
    review = Review.objects.filter(iso3="KHM").order_by("-cycle", "session").first()
    assert review is not None  # the calendar knows a next review of every State
    coalition: Coalition = found_coalition(
        by=people["sophea"], review=review, name=NAME, languages=["en", "km"], today=today
    )
    return coalition


def fill(*, coalition: Coalition, today: date) -> None:
    """Groups, organisations, people in them, rapporteurs, dates, an event."""
    sophea = coalition.participations.get(role=Participation.Role.COORDINATOR).person
    new_groups = groups.start_with_clusters(by=sophea, coalition=coalition)
    for group, place in zip(new_groups, _PLACES, strict=True):
        group.meets_at = place
    Group.objects.bulk_update(new_groups, ["meets_at"])
    by_key = {cluster.key: group for cluster, group in zip(CLUSTERS, new_groups, strict=True)}
    _place_people(coalition, _organisations(coalition, by_key, today), by_key, today)
    _dates(coalition, sophea, today)


def _organisations(coalition: Coalition, by_key: dict[str, Group], today: date) -> dict[str, MemberOrganisation]:
    members = {}
    for row in demo_table("demo_organisations"):
        organisation = Organisation.objects.create(coalition=coalition, name=row["name"], short_name=row["short_name"])
        members[row["key"]] = MemberOrganisation.objects.create(
            coalition=coalition, organisation=organisation, since=today
        )
        for key in row["groups"].split("|"):
            by_key[key].organisations.add(organisation)
    return members


def _place_people(
    coalition: Coalition, members: dict[str, MemberOrganisation], by_key: dict[str, Group], today: date
) -> None:
    for row in demo_table("demo_people"):
        person = Person.objects.get(username=row["username"])
        member = members.get(row["organisation"])
        organisation = member.organisation if member else None
        defaults = {"role": row["role"], "organisation": organisation, "since": today}
        Participation.objects.update_or_create(coalition=coalition, person=person, defaults=defaults)
        if organisation:
            Affiliation.objects.create(person=person, organisation=organisation, since=today)
        if member and row["speaks"]:
            member.representative = person
            member.save(update_fields=["representative"])
        for key in filter(None, row["groups"].split("|")):
            GroupMembership.objects.create(group=by_key[key], person=person, since=today)
        for key in filter(None, row["leads"].split("|")):
            RapporteurTerm.objects.create(group=by_key[key], person=person, since=today)


def _dates(coalition: Coalition, sophea: Person, today: date) -> None:
    meeting = dates.WhenGiven(off_the_weekend(today + timedelta(days=21)))
    dates.add_date(
        by=sophea, coalition=coalition, key="demo-meeting", title="Rapporteurs meet", when=meeting,
        whose="the coordinator", today=today,
    )  # fmt: skip
    events.note_event(
        by=sophea,
        coalition=coalition,
        title="Elections (invented date)",
        day=today + timedelta(days=120),
        effect="Offices are closed for a week, and public meetings need a permit for a month.",
        risk="Whoever speaks about elections in public may be watched. Meet indoors; publish no lists of names.",
        today=today,
    )
    _invent_review(coalition, today)
    dates.lay_out_plan(by=sophea, coalition=coalition, today=today)


def _invent_review(coalition: Coalition, today: date) -> None:
    """Invent the deadline, some eight weeks from now, and the review that fits it. All other phases
    are counted from these.
    """
    due = off_the_weekend(today + timedelta(days=_DUE))
    publish = partial(publish_date, calendar=calendar_of(coalition, today=today), source=INVENTED, today=today)
    publish(key=SUBMISSION_DEADLINE, day=due)
    for key, days, weekday, lasts in _PHASES:
        first = in_its_week(due + timedelta(days=days), weekday)
        publish(key=key, day=first, until=first + timedelta(days=lasts - 1))
    # What the calendar estimated before is no date that the demo ever had.
    EarlierDate.objects.filter(milestone__calendar=coalition.calendar).delete()


# Letters and digits that are not taken for each other.
_LETTERS = "abcdefghkmnpqrstuvwxyz23456789"


class NotOnTopOfWork(ValueError):
    """There is a coalition here: people would take the demo for real, or the real one for a
    demo.
    """

    def __init__(self) -> None:
        super().__init__(
            "There is a coalition here already, so the demo coalition was not loaded; nothing was changed."
        )


class NamesTaken(ValueError):
    """Somebody's account has the name of one of the demo."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            f"There are accounts here that the demo would make: {', '.join(names)}. The demo coalition was not loaded; "
            "nothing was changed."
        )


@dataclass(frozen=True)
class DemoCoalition:
    """What was loaded, and the password of all its people."""

    coalition: Coalition
    password: str


def check_nothing_stands() -> None:
    """Raises NotOnTopOfWork, NamesTaken: the demo is for a home without coalitions."""
    if Coalition.objects.exists():
        raise NotOnTopOfWork
    if taken := names_taken():
        raise NamesTaken(taken)


def load_groups(*, today: date) -> DemoCoalition:
    """Make the demo coalition as on the day after a workshop. Raises NotOnTopOfWork, NamesTaken."""
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    with transaction.atomic():
        check_nothing_stands()
        coalition = found(password=password, today=today)
        fill(coalition=coalition, today=today)
    return DemoCoalition(coalition, password)
