"""A workshop's link for registering: one at a time, shown once, revoked at will."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.accounts.rules import hashed_link, new_link_secret
from openupr.workshops.models import Workshop

from ..actions import KEEP_LINK
from ..models import RegistrationLink


@act(KEEP_LINK, _("Make a link to register by"), about="workshop")
def make_link(*, by: Person, workshop: Workshop, today: date) -> str:
    """The secret of a new link, which is kept nowhere; an earlier link opens nothing any more."""
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    _revoke(workshop, today)
    secret = new_link_secret()
    RegistrationLink.objects.create(workshop=workshop, token_hash=hashed_link(secret), made_on=today)
    return secret


@act(KEEP_LINK, _("Revoke the link to register by"), about="workshop")
def revoke_link(*, by: Person, workshop: Workshop, today: date) -> None:
    """The link opens nothing any more; who registered by it stays on the list."""
    _revoke(workshop, today)


def _revoke(workshop: Workshop, today: date) -> None:
    workshop.registration_links.filter(revoked_on=None).update(revoked_on=today)
