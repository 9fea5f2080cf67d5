"""Making accounts. There is no open sign-up: the first person sits at this machine, all others are invited."""

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import KEEP_ACCOUNT, MAKE_FIRST_ACCOUNT
from ..models import Person
from ..queries.people import is_taken, nobody_yet
from ..rules import is_usable_username, tidy_called, tidy_username
from .acting import act, record

NO_SIGN_IN_NAME = gettext_lazy("Use 2 to 60 letters or digits; . _ - may be between them. No spaces.")
"""What a sign-in name is, told where somebody chose something else."""


class NotUsable(ValueError):
    """The name or the password cannot be taken. `field` says which."""

    def __init__(self, field: str, *sentences: str) -> None:
        self.field, self.sentences = field, sentences
        super().__init__(" ".join(sentences))


class SomebodyIsHere(PermissionError):
    """The first account was made already; others need an invitation."""

    def __init__(self) -> None:
        super().__init__(_("There is an account here already. Ask its owner to invite you."))


@dataclass(frozen=True)
class NewAccount:
    """What somebody chose for themselves: the name to sign in with, what others call them (or ""), a password."""

    username: str
    called: str
    password: str


def make_account(*, chosen: NewAccount) -> Person:
    """An account of one's own, inside the caller's transaction. The first one here is the operator's.

    Raises NotUsable where the name is taken or of strange signs, or the password too easy to guess.
    """
    username = tidy_username(chosen.username)
    if not is_usable_username(username):
        raise NotUsable("username", str(NO_SIGN_IN_NAME))
    if is_taken(username):
        raise NotUsable("username", _("Somebody here has this name already. Choose another."))
    # Whoever typed a capital is called with it.
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
    """The account of whoever sits at this machine (the view asks that), while there is none. Else SomebodyIsHere."""
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
