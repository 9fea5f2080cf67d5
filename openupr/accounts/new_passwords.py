"""A forgotten password: a person who may gives its owner a link, and the owner chooses a new one.

Passkeys and codes from an app stay as they are and are needed afterwards.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from openupr.web.hooks import Hook

from .accounts import NotUsable
from .acting import record
from .actions import CHANGE_PASSWORD
from .invitations import NotInvited
from .models import Invitation, Person
from .rules import hashed_link, new_link_secret


def renewed_since(person: Person, moment: datetime | None) -> Invitation | None:
    """The link by which the password was renewed since the person signed in last."""
    used = person.renewals.exclude(used_at=None).select_related("made_by").order_by("-used_at")
    return (used.filter(used_at__gt=moment) if moment else used).first()


HOURS = 48
# Whether `by` may renew a person's password; one yes is enough. Called when the link is made and
# when it is used.
MAY_RENEW = Hook[Callable[[Person, Person], bool]]("MAY_RENEW")


def offer_new_password(*, by: Person, person: Person, circle: str, now: datetime) -> tuple[Invitation, str]:
    """A link and its secret, inside the caller's transaction. Older links for the person end."""
    secret = new_link_secret()
    person.renewals.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=now)
    link = Invitation.objects.create(
        token_hash=hashed_link(secret),
        circle=circle,
        renews=person,
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(hours=HOURS),
    )
    return link, secret


def renew_password(*, token_hash: str, password: str, now: datetime) -> Person:
    """Use the link. All sessions of the person end.

    Raises NotInvited, also if its maker lost the right; NotUsable if the password is easy to guess.
    """
    with transaction.atomic():
        links = Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=now).exclude(renews=None)
        link = links.select_related("renews", "made_by").filter(token_hash=token_hash).first()
        if link is None or not may_renew(link.made_by, link.renews):
            raise NotInvited
        person = link.renews
        assert person is not None  # excluded above
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise NotUsable("password", *error.messages) from None
        # One statement takes it: of two windows that send the same link at once, one finds it used.
        if not links.filter(pk=link.pk).update(used_at=now, used_by=person):
            raise NotInvited
        person.set_password(password)
        person.save(update_fields=["password"])
        record(CHANGE_PASSWORD, by=person, circle="", about=f"person {link.made_by_id}")
    return person


def may_renew(by: Person | None, person: Person | None) -> bool:
    """Whether `by` may give a person a link for a new password."""
    return by is not None and by.is_active and person is not None and any(may(by, person) for may in MAY_RENEW)
