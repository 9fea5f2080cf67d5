"""Closing one's own account: the person goes, what they wrote for others stays without a name."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from openupr.web.hooks import Hook

from ..actions import CLOSE_ACCOUNT
from ..models import Person
from .acting import act
from .operating import end_sessions

# Called with the person and now, inside the transaction, before they go; each app lets go of them itself, or raises
# CannotClose.
ON_CLOSING = Hook[Callable[[Person, datetime], None]]("ON_CLOSING")


class CannotClose(ValueError):
    """Something has to be handed over first; the sentence says what."""


class NotYourPassword(CannotClose):
    """Whoever sits at an open page is not always its owner."""

    def __init__(self) -> None:
        super().__init__(_("This is not your password."))


@act(CLOSE_ACCOUNT)
def close_account(*, by: Person, password: str, now: datetime) -> None:
    """Take one's own account away for good; their name leaves everything they wrote or did.

    Raises CannotClose, and then nothing has changed.
    """
    if not by.check_password(password):
        raise NotYourPassword
    for let_go in ON_CLOSING:
        let_go(by, now)
    end_sessions(by, now=now)
    Person.objects.get(pk=by.pk).delete()
