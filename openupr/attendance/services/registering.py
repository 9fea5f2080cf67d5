"""Registering for a workshop: by a coordinator, by the workshop's link, at the door; changed, taken out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.accounts.rules import CODE_LENGTH, hashed, signs_from, tidy_code
from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit
from openupr.workshops.models import Day, Workshop

from ..actions import KEEP_LIST
from ..models import Attended, Registration, RegistrationLink, TakenOut
from ..queries.people import link_is_open
from ..rules.genders import tidied
from ..rules.refusals import LinkIsClosed, ListIsFull, NoSuchCode, TakenBackBefore

# Fields of Registration that somebody answers.
Answers = Mapping[str, Any]
# A link that got about must not fill the machine.
MOST_BY_LINK = 500


@act(KEEP_LIST, about="workshop")
def register_person(
    *, by: Person, workshop: Workshop, answers: Answers, today: date, came_on: Day | None = None
) -> Registration:
    """Somebody is put on the list; with `came_on`, at the door, and has come."""
    how = Registration.How.DOOR if came_on else Registration.How.COORDINATOR
    registration = _put_on_the_list(workshop, answers, today=today, how=how)
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
    """Somebody is on the list no more, nor on any day; also not after an older backup is restored."""
    _forget(registration)


@act(KEEP_LIST, _("Say as what each wording of a gender is counted"), about="workshop")
def count_genders_as(*, by: Person, workshop: Workshop, groups: Mapping[str, str]) -> None:
    """As what each wording is counted, for everybody on the list who wrote it; "" for none of the groups."""
    wanted = {tidied(words): group for words, group in groups.items()}
    changed = []
    for registration in workshop.registrations.exclude(gender=""):
        group = wanted.get(tidied(registration.gender), registration.gender_group)
        if group != registration.gender_group:
            registration.gender_group = group
            changed.append(registration)
    Registration.objects.bulk_update(changed, ["gender_group"])


@transaction.atomic
def register_by_link(*, link: RegistrationLink, answers: Answers, secret: str, today: date) -> str:
    """Whoever holds the link puts themselves on the list; the code with which they take it back, kept only as a hash.

    `secret` is the form's own and kept nowhere: sent twice, it registers once, and the second answer, the one that a
    thumb that taps twice gets to see, has the same code. No line in any audit log: when somebody registered is nobody's
    business. Raises LinkIsClosed, ListIsFull, TakenBackBefore.
    """
    workshop = Workshop.objects.select_for_update().get(pk=link.workshop_id)
    if not link_is_open(link, today=today):
        raise LinkIsClosed
    key, code = hashed(f"registration {secret}")[:16], signs_from(f"registration code {secret}", length=CODE_LENGTH)
    if Registration.objects.filter(key=key).exists():
        return code
    if TakenOut.objects.filter(key=key).exists():
        raise TakenBackBefore
    if workshop.registrations.count() >= MOST_BY_LINK:
        raise ListIsFull(MOST_BY_LINK)
    _put_on_the_list(
        workshop, {**answers, "key": key, "code_hash": _hash_of(code)}, today=today, how=Registration.How.LINK
    )
    return code


@transaction.atomic
def take_back(*, link: RegistrationLink, code: str) -> None:
    """Whoever holds a registration's code takes it back. Raises NoSuchCode, TakenBackBefore."""
    found = Registration.objects.filter(workshop=link.workshop_id, code_hash=_hash_of(code)).first()
    if found is None:
        gone = TakenOut.objects.filter(workshop=link.workshop_id, code_hash=_hash_of(code)).exists()
        raise TakenBackBefore if gone else NoSuchCode
    _forget(found)


def _hash_of(code: str) -> str:
    return hashed(tidy_code(code))


def _put_on_the_list(workshop: Workshop, answers: Answers, *, today: date, how: str) -> Registration:
    # One after the other: no number is given twice.
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    last = workshop.registrations.aggregate(last=Max("number"))["last"] or 0
    taken = workshop.taken_out.aggregate(last=Max("number"))["last"] or 0
    return Registration.objects.create(
        workshop=workshop, number=max(last, taken) + 1, how=how, registered_on=today, **answers
    )


def _forget(registration: Registration) -> None:
    TakenOut.objects.create(
        workshop=registration.workshop,
        key=registration.key,
        number=registration.number,
        code_hash=registration.code_hash,
    )
    registration.delete()
    erase_after_commit(Attended, Registration, wait=PATIENTLY)
