"""What the operator does: describe this server, invite, suspend and restore accounts."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openupr.web.hooks import Hook

from .accounts import end_sessions
from .acting import act, record
from .actions import (
    DELETE_COPY,
    DESCRIBE_SERVER,
    INVITE_TO_FOUND,
    NAME_OPERATOR,
    OFFER_PASSWORD,
    RESTORE_ACCOUNT,
    SERVER_CIRCLE,
    SUSPEND_ACCOUNT,
)
from .backups import STAYS_WITHDRAWN
from .copy_before_upgrade import forget_copy
from .invitations import invite
from .models import Invitation, Person, Server
from .new_passwords import MAY_RENEW, offer_new_password
from .rules import tidy_username


def this_server() -> Server:
    """What the operator wrote; an unsaved row with empty texts before that."""
    return Server.objects.first() or Server()


def may_found(person: Person) -> bool:
    """Whether a person may start a coalition here. "Invited" means: by the operator, not a
    coalition.
    """
    founding = this_server().founding
    if founding == Server.Founding.INVITED:
        return person.is_operator or person.invitations_used.filter(circle="", renews=None).exists()
    return founding == Server.Founding.EVERYONE


def suspended_accounts() -> QuerySet[Person]:
    """By the name to sign in with."""
    return Person.objects.filter(is_active=False)


# Called with the person and now, inside the transaction: apps end access without signing in.
ON_SUSPENDING = Hook[Callable[[Person, datetime], None]]("ON_SUSPENDING")


class NoSuchAccount(LookupError):
    """No account has this sign-in name."""

    def __init__(self, username: str) -> None:
        super().__init__(_("No account here has the name “%(name)s” to sign in with.") % {"name": username})


class IsOperator(ValueError):
    """No operator takes over another's account in the browser, or shuts it out."""

    def __init__(self) -> None:
        super().__init__(_("This is an operator's account. Use the command line on the server for it."))


def account_named(username: str) -> Person:
    """Raises NoSuchAccount."""
    person = Person.objects.filter(username=tidy_username(username)).first()
    if person is None:
        raise NoSuchAccount(username)
    return person


@act(DESCRIBE_SERVER, about="server")
def describe_server(*, by: Person, server: Server, operated_by: str, place: str, founding: str) -> Server:
    """Write who operates this server, where it is, and who may start a coalition. Everybody reads
    it.
    """
    server.operated_by, server.place, server.founding = operated_by.strip(), place.strip(), founding
    server.pk = server.pk or 1
    server.save()
    return server


@act(DELETE_COPY, about="server")
def delete_copy(*, by: Person, server: Server) -> None:
    """Delete the copy from before the last upgrade: nobody can go back to it afterwards."""
    forget_copy()


@act(INVITE_TO_FOUND, about="server")
def invite_to_found(*, by: Person, server: Server, note: str, now: datetime) -> tuple[Invitation, str]:
    """An invitation into no coalition, and its secret, to be shown once."""
    return invite(by=by, circle="", note=note, now=now)


@act(OFFER_PASSWORD, about="person")
def offer_password(*, by: Person, person: Person, now: datetime) -> tuple[Invitation, str]:
    """A link for a new password, and its secret, to be shown once. Raises IsOperator."""
    if person.is_operator:
        raise IsOperator
    return offer_new_password(by=by, person=person, circle="", now=now)


@act(SUSPEND_ACCOUNT, about="person")
def suspend_account(*, by: Person, person: Person, now: datetime) -> None:
    """End the account's sessions; nobody signs in with it until it is restored. Its texts stay.

    Raises IsOperator.
    """
    if person.is_operator:
        raise IsOperator
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person, now=now)
    for end in ON_SUSPENDING:
        end(person, now)


@act(RESTORE_ACCOUNT, about="person")
def restore_account(*, by: Person, person: Person) -> None:
    """Its owner signs in again, with the password of before."""
    person.is_active = True
    person.save(update_fields=["is_active"])


def name_operator(username: str, *, is_operator: bool) -> Person:
    """Make an account an operator's, or one like others. Raises NoSuchAccount."""
    with transaction.atomic():
        person = account_named(username)
        person.is_operator = is_operator
        person.save(update_fields=["is_operator"])
        record(NAME_OPERATOR, by=None, circle=SERVER_CIRCLE, about=f"person {person.pk}")
    return person


def keep_suspended() -> Callable[[], object]:
    """An account that is suspended here does not come back with an older backup."""
    names = list(Person.objects.filter(is_active=False).values_list("username", flat=True))
    return lambda: Person.objects.filter(username__in=names).update(is_active=False)


def renews_any(by: Person, person: Person) -> bool:
    """The operator may, for everyone but operators."""
    return by.is_operator and not person.is_operator


MAY_RENEW.add(renews_any)
STAYS_WITHDRAWN.add(keep_suspended)
