"""Registering by a workshop's link, and taking it back; the link: one at a time, shown once."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.accounts.rules import CODE_LENGTH, hashed, hashed_link, new_link_secret, signs_from, tidy_code
from openupr.coalitions.clock import day_of
from openupr.workshops.models import Workshop

from .actions import KEEP_LINK
from .models import Registration, RegistrationLink, TakenOut
from .registrations import Answers, last_day_of, put_on_the_list, take_off_the_list
from .rules.refusals import LinkIsClosed, ListIsFull, NoSuchRegistrationCode, TakenBackBefore


def link_of(workshop: Workshop) -> RegistrationLink | None:
    """The workshop's link that is not revoked, if it has one."""
    return workshop.registration_links.filter(revoked_on=None).first()


def open_link(secret: str, *, now: datetime) -> RegistrationLink | None:
    """The link with this secret, while it opens a registration."""
    links = RegistrationLink.objects.select_related("workshop__coalition__review")
    link = links.filter(token_hash=hashed_link(secret), revoked_on=None).first()
    return link if link and link_is_open(link, today=day_of(link.workshop.coalition, now)) else None


def link_is_open(link: RegistrationLink, *, today: date) -> bool:
    """Until it is revoked, and to the end of the last day."""
    last_day = last_day_of(link.workshop)
    there = RegistrationLink.objects.filter(pk=link.pk, revoked_on=None).exists()
    return there and last_day is not None and today <= last_day


@act(KEEP_LINK, gettext_lazy("Make a link to register by"), about="workshop")
def make_link(*, by: Person, workshop: Workshop, today: date) -> str:
    """The secret of a new link, which is kept nowhere; an earlier link opens nothing any more."""
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    _revoke(workshop, today)
    secret = new_link_secret()
    RegistrationLink.objects.create(workshop=workshop, token_hash=hashed_link(secret), made_on=today)
    return secret


@act(KEEP_LINK, gettext_lazy("Revoke the link to register by"), about="workshop")
def revoke_link(*, by: Person, workshop: Workshop, today: date) -> None:
    """The link opens nothing any more; who registered by it stays on the list."""
    _revoke(workshop, today)


def _revoke(workshop: Workshop, today: date) -> None:
    workshop.registration_links.filter(revoked_on=None).update(revoked_on=today)


# A link that got about must not fill the machine.
MOST_BY_LINK = 500


@transaction.atomic
def register_by_link(*, link: RegistrationLink, answers: Answers, secret: str, today: date) -> str:
    """Whoever holds the link puts themselves on the list; the code with which they take it back,
    kept only as a hash.

    `secret` is the form's own and kept nowhere: sent twice, it registers once, and the second
    answer, the one that a thumb that taps twice gets to see, has the same code. No line in any
    audit log: when somebody registered is nobody's business. Raises LinkIsClosed, ListIsFull,
    TakenBackBefore.
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
    put_on_the_list(
        workshop, {**answers, "key": key, "code_hash": _hash_of(code)}, today=today, how=Registration.How.LINK
    )
    return code


@transaction.atomic
def take_back(*, link: RegistrationLink, code: str) -> None:
    """The holder of a registration's code takes it back.

    Raises NoSuchRegistrationCode, TakenBackBefore.
    """
    registration = Registration.objects.filter(workshop=link.workshop_id, code_hash=_hash_of(code)).first()
    if registration is None:
        gone = TakenOut.objects.filter(workshop=link.workshop_id, code_hash=_hash_of(code)).exists()
        raise TakenBackBefore if gone else NoSuchRegistrationCode
    take_off_the_list(registration)


def _hash_of(code: str) -> str:
    return hashed(tidy_code(code))
