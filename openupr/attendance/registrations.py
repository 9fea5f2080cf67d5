"""Who is on a workshop's list, as those who keep it see it: what is overdue is not shown, deleted
already or not.

Somebody is put on the list by a coordinator or at the door, changed, taken out. Nothing here gives
a row about a person to anybody but the pages of this app.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit
from openupr.upr.languages import language
from openupr.web.languages import in_page_language
from openupr.workshops.models import Day, Workshop

from .actions import KEEP_LIST
from .models import Attended, Registration, TakenOut
from .rules.genders import likely_group, tidied
from .rules.keeping import DAYS, ROW, deleted_on, gone, registered_too_long_ago


def last_day_of(workshop: Workshop) -> date | None:
    """The last day of a workshop."""
    last: date | None = workshop.days.aggregate(last=Max("date"))["last"]
    return last


# What a field holds once it is deleted.
EMPTY: Mapping[str, Any] = {
    "name": "",
    "code_hash": "",
    "organisation": "",
    "area": "",
    "gender": "",
    "gender_group": "",
    "first_time": None,
    "language": "",
    "access": "",
}
# What is asked for to be counted, and for nothing else: it goes when the figures are published.
COUNTED_ONLY: Mapping[str, Any] = {name: EMPTY[name] for name in ("area", "gender", "gender_group", "first_time")}
ANOTHER_LANGUAGE = "other"


@dataclass(frozen=True)
class OnTheList:
    """Somebody on the list. `called`: their name, or that it is deleted. `came`: keys of the days
    they came on.
    """

    number: int
    called: str
    organisation: str
    area: str | Promise
    gender: str
    gender_group: str | Promise
    first_time: bool | None
    language: str
    access: str
    came: frozenset[int]


def people_of(workshop: Workshop, *, today: date) -> list[OnTheList]:
    """The list in the order of its numbers. Three queries, however many people."""
    last_day = last_day_of(workshop)
    overdue = gone(last_day=last_day, today=today) if last_day else ()
    if ROW in overdue:
        return []
    registrations = workshop.registrations.filter(registered_on__gt=registered_too_long_ago(today)).prefetch_related(
        "days"
    )
    return [_line_of_list(registration, frozenset(overdue)) for registration in registrations]


def _line_of_list(person: Registration, overdue: frozenset[str]) -> OnTheList:
    for field in overdue & set(EMPTY):
        setattr(person, field, EMPTY[field])
    return OnTheList(
        number=person.number,
        called=person.name or _("(deleted)"),
        organisation=person.organisation,
        area=person.get_area_display(),
        gender=person.gender,
        gender_group=person.get_gender_group_display() if person.gender else "",
        first_time=person.first_time,
        language=language_named(person.language),
        access=person.access,
        came=frozenset(day.day_id for day in person.days.all()),
    )


def language_named(code: str) -> str:
    """A language's name; what it is called where none of the workshop's was chosen."""
    if not code:
        return ""
    return _("another") if code == ANOTHER_LANGUAGE else in_page_language(language(code).name)


def dates_of(workshop: Workshop, *, today: date) -> dict[str, date]:
    """By field, the day from which what is said today is not there any more; empty for a workshop
    without days.
    """
    last_day = last_day_of(workshop)
    if last_day is None:
        return {}
    return {field: deleted_on(field, last_day=last_day, registered_on=today) for field in DAYS}


def genders_of(workshop: Workshop) -> list[tuple[str, str, bool]]:
    """How people call their gender: the words, the group they are counted in (or likely to be),
    whether that is chosen.

    Without names, in the order of the alphabet.
    """
    chosen: dict[str, str] = {}
    for words, group in workshop.registrations.exclude(gender="").values_list("gender", "gender_group"):
        chosen[tidied(words)] = chosen.get(tidied(words)) or group
    return [(words, group or likely_group(words), bool(group)) for words, group in sorted(chosen.items())]


# Fields of Registration that somebody answers.
Answers = Mapping[str, Any]


@act(KEEP_LIST, about="workshop")
def register_person(
    *, by: Person, workshop: Workshop, answers: Answers, today: date, came_on: Day | None = None
) -> Registration:
    """Somebody is put on the list; with `came_on`, at the door, and has come."""
    how = Registration.How.DOOR if came_on else Registration.How.COORDINATOR
    registration = put_on_the_list(workshop, answers, today=today, how=how)
    if came_on:
        Attended.objects.create(registration=registration, day=came_on)
    return registration


@act(KEEP_LIST, about="workshop")
def change_registration(*, by: Person, workshop: Workshop, registration: Registration, answers: Answers) -> None:
    """What somebody answered, put right."""
    if tidied(str(answers.get("gender", ""))) != tidied(registration.gender):
        registration.gender_group = ""
    for name, value in answers.items():
        setattr(registration, name, value)
    registration.save()


@act(KEEP_LIST, about="workshop")
def take_out(*, by: Person, workshop: Workshop, registration: Registration) -> None:
    """Somebody is on the list no more, nor on any day; also not after an older backup is
    restored.
    """
    take_off_the_list(registration)


@act(KEEP_LIST, gettext_lazy("Say as what each wording of a gender is counted"), about="workshop")
def count_genders_as(*, by: Person, workshop: Workshop, groups: Mapping[str, str]) -> None:
    """As what each wording is counted, for everybody on the list who wrote it; "" for none of the
    groups.
    """
    wanted = {tidied(words): group for words, group in groups.items()}
    changed = []
    for registration in workshop.registrations.exclude(gender=""):
        group = wanted.get(tidied(registration.gender), registration.gender_group)
        if group != registration.gender_group:
            registration.gender_group = group
            changed.append(registration)
    Registration.objects.bulk_update(changed, ["gender_group"])


def put_on_the_list(workshop: Workshop, answers: Answers, *, today: date, how: str) -> Registration:
    # One after the other: no number is given twice.
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    last = workshop.registrations.aggregate(last=Max("number"))["last"] or 0
    taken = workshop.taken_out.aggregate(last=Max("number"))["last"] or 0
    return Registration.objects.create(
        workshop=workshop, number=max(last, taken) + 1, how=how, registered_on=today, **answers
    )


def take_off_the_list(registration: Registration) -> None:
    TakenOut.objects.create(
        workshop=registration.workshop,
        key=registration.key,
        number=registration.number,
        code_hash=registration.code_hash,
    )
    registration.delete()
    erase_after_commit(Attended, Registration, wait=PATIENTLY)
