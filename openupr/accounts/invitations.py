"""Invitations: a link that lets one person in, once, for a while.

Each circle decides who may invite into it: a coalition calls `invite` inside a service of its own.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.web.hooks import Hook
from openupr.web.this_machine import address_to_sign_in

from .accounts import NewAccount, make_account
from .acting import record
from .actions import ACCEPT_INVITATION
from .models import Invitation, Person
from .rules import hashed_link, new_link_secret


def open_invitation(token_hash: str, *, now: datetime) -> Invitation | None:
    """The invitation with this hash, if it is not used, withdrawn or expired."""
    return _open(now).filter(token_hash=token_hash).first()


def invitation_of(secret: str, *, now: datetime) -> Invitation | None:
    """The same, by the secret of a link."""
    return open_invitation(hashed_link(secret), now=now)


def link_to_invitation(secret: str, request: HttpRequest) -> str:
    """The full link to send or print; of this machine only, if others cannot sign in here."""
    server = address_to_sign_in(request) or request.build_absolute_uri("/").removesuffix("/")
    return server + reverse("accounts:invitation-link", args=[secret])


def _open(now: datetime) -> QuerySet[Invitation]:
    """Invitations that are not used, withdrawn or expired, and whose maker is not suspended."""
    unused = Q(used_at=None, withdrawn_at=None)
    return Invitation.objects.filter(unused, expires_at__gt=now).exclude(made_by__is_active=False)


DAYS = 14
MOST_DAYS = 90

# Called inside the transaction when a person accepts; each app checks if the circle is its own.
ON_ACCEPTANCE = Hook[Callable[[Invitation, Person, datetime], None]]("ON_ACCEPTANCE")


class NotInvited(ValueError):
    """The invitation was used, withdrawn, has expired or never was; the page does not say which."""

    def __init__(self) -> None:
        super().__init__(_("This invitation is not valid, or no longer valid. Ask the sender for a new one."))


def invite(
    *, by: Person | None, circle: str, now: datetime, note: str = "", days: int = DAYS
) -> tuple[Invitation, str]:
    """An invitation into a circle, and its secret, which is stored nowhere and shown once, in the
    link.

    `by` is None for the operator's command; `circle` is "" for an account and nothing else.
    """
    secret = new_link_secret()
    invitation = Invitation.objects.create(
        token_hash=hashed_link(secret),
        circle=circle,
        note=note.strip()[:120],
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=max(1, min(days, MOST_DAYS))),
    )
    return invitation, secret


def withdraw(*, invitation: Invitation, now: datetime) -> None:
    """The link does not work any more. An invitation that was accepted stays accepted."""
    Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None).update(withdrawn_at=now)


def accept(*, token_hash: str, who: Person | NewAccount, now: datetime) -> Person:
    """Use an invitation, with an existing or a new account, and enter its circle.

    Raises NotInvited, and what make_account raises; then nothing changed and the link still works.
    """
    with transaction.atomic():
        # One statement takes it: of two windows that send the same link at once, one finds it used.
        taken = Invitation.objects.filter(
            token_hash=token_hash, renews=None, used_at=None, withdrawn_at=None, expires_at__gt=now
        ).update(used_at=now)
        if not taken:
            raise NotInvited
        invitation = Invitation.objects.select_related("made_by").get(token_hash=token_hash)
        if invitation.made_by and not invitation.made_by.is_active:
            raise NotInvited
        person = make_account(chosen=who) if isinstance(who, NewAccount) else who
        invitation.used_by = person
        invitation.save(update_fields=["used_by"])
        for enter in ON_ACCEPTANCE:
            enter(invitation, person, now)
        record(ACCEPT_INVITATION, by=person, circle=invitation.circle, about=f"invitation {invitation.pk}")
    return person
