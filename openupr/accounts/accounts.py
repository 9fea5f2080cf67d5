"""Accounts: made, changed, closed; where people land, whose clock they read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.web.hooks import Hook

from .acting import act, record
from .actions import (
    CLOSE_ACCOUNT,
    KEEP_ACCOUNT,
    MAKE_FIRST_ACCOUNT,
)
from .models import Person
from .rules import is_usable_username, tidy_called, tidy_username
from .secure_delete import PATIENTLY, erase_after_commit


def nobody_yet() -> bool:
    """Whether no account was ever made here."""
    return not Person.objects.exists()


def is_taken(username: str) -> bool:
    """Whether somebody has this tidied sign-in name."""
    return Person.objects.filter(username=username).exists()


def is_operator(somebody: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether a visitor, signed in or not, operates this server."""
    return isinstance(somebody, Person) and somebody.is_operator


def owner_of_session(key: str) -> AbstractBaseUser | AnonymousUser:
    """Who is signed in with the session of this key."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return get_user(request)


# Called with a circle's name or a person; returns a time zone, or "" if the app knows none.
CLOCKS = Hook[Callable[[str | Person], str]]("CLOCKS")


def time_zone_of(whom: str | Person | None) -> str:
    """The time zone of a circle or of a person; "" if only the server's clock remains."""
    return next(filter(None, (clock(whom) for clock in CLOCKS)), "") if whom else ""


# Called with the person: an address, or "" where the app knows none.
LANDINGS = Hook[Callable[[Person], str]]("LANDINGS")


def landing_of(person: Person) -> str:
    """The first address that an app knows for a person, or else the page of their account."""
    return next(filter(None, (landing(person) for landing in LANDINGS)), reverse("accounts:account"))


NO_SIGN_IN_NAME = gettext_lazy("Use 2 to 60 letters or digits; . _ - may be between them. No spaces.")
"""What a sign-in name is, told where somebody chose something else."""


class NotUsable(ValueError):
    """The name or the password is not accepted. `field` says which."""

    def __init__(self, field: str, *sentences: str) -> None:
        self.field, self.sentences = field, sentences
        super().__init__(" ".join(sentences))


class SomebodyIsHere(PermissionError):
    """The first account was made already; others need an invitation."""

    def __init__(self) -> None:
        super().__init__(_("There is an account here already. Ask its owner to invite you."))


@dataclass(frozen=True)
class NewAccount:
    """What somebody chose: a sign-in name, what others call them (or ""), a password."""

    username: str
    called: str
    password: str


def make_account(*, chosen: NewAccount) -> Person:
    """Make an account, inside the caller's transaction. The first account is the operator's.

    Raises NotUsable if the name is taken or has strange signs, or the password is easy to guess.
    """
    username = tidy_username(chosen.username)
    if not is_usable_username(username):
        raise NotUsable("username", str(NO_SIGN_IN_NAME))
    if is_taken(username):
        raise NotUsable("username", _("Somebody here has this name already. Choose another."))
    # A person who typed a capital letter is called with it.
    typed = tidy_called(chosen.username)
    called = tidy_called(chosen.called) or (typed if typed != username else "")
    person = Person(username=username, called=called, is_operator=nobody_yet())
    try:
        validate_password(chosen.password, person)
    except ValidationError as error:
        raise NotUsable("password", *error.messages) from None
    person.set_password(chosen.password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        # Of two who chose the same name at the same moment, one was quicker.
        raise NotUsable("username", _("Somebody here has this name already. Choose another.")) from None
    return person


def make_first_account(*, chosen: NewAccount) -> Person:
    """The first account, for a person at this machine (the view checks that).

    Raises SomebodyIsHere if there is an account already.
    """
    with transaction.atomic():
        if not nobody_yet():
            raise SomebodyIsHere
        person = make_account(chosen=chosen)
        record(MAKE_FIRST_ACCOUNT, by=person, circle="", about="")
    return person


@act(KEEP_ACCOUNT)
def change_account(*, by: Person, called: str, language: str) -> None:
    """Let others call oneself something else; choose the language of the pages."""
    by.called, by.language = tidy_called(called), language
    by.save(update_fields=["called", "language"])


# Called with the person and now, inside the transaction, before the person is deleted. Each app
# deletes or hands over what is theirs, or raises CannotClose.
# CannotClose.
ON_CLOSING = Hook[Callable[[Person, datetime], None]]("ON_CLOSING")


class CannotClose(ValueError):
    """Something has to be handed over first; the sentence says what."""


class NotYourPassword(CannotClose):
    """The person at an open page is not always its owner."""

    def __init__(self) -> None:
        super().__init__(_("This is not your password."))


@act(CLOSE_ACCOUNT)
def close_account(*, by: Person, password: str, now: datetime) -> None:
    """Delete one's own account for good; the name disappears from everything they wrote or did.

    Raises CannotClose, and then nothing has changed.
    """
    if not by.check_password(password):
        raise NotYourPassword
    for let_go in ON_CLOSING:
        let_go(by, now)
    end_sessions(by, now=now)
    Person.objects.get(pk=by.pk).delete()
    erase_after_commit(Person, wait=PATIENTLY)


def end_sessions(person: Person, *, now: datetime) -> None:
    """Sign a person out on all devices."""
    number = str(person.pk)
    for session in Session.objects.filter(expire_date__gt=now):
        if session.get_decoded().get("_auth_user_id") == number:
            session.delete()
