"""Organisations: enter one, change it, belong to it, leave it."""

from datetime import date, datetime

from openupr.accounts.models import Invitation, Person
from openupr.accounts.services import invitations
from openupr.accounts.services.acting import act

from ..models import Affiliation, Organisation
from ..permissions.affiliation import EDIT_ORGANISATION, FOUND_ORGANISATION, INVITE_TO_ORGANISATION, LEAVE_ORGANISATION
from ..permissions.roles import CIRCLE_OF_ORGANISATION, circle


@act(FOUND_ORGANISATION)
def found_organisation(*, by: Person, name: str, short_name: str, about: str, today: date) -> Organisation:
    """Enter an organisation; whoever does belongs to it."""
    organisation = Organisation.objects.create(name=name.strip(), short_name=short_name.strip(), about=about.strip())
    add_to_organisation(person=by, organisation=organisation, today=today)
    return organisation


@act(EDIT_ORGANISATION, about="organisation")
def change_organisation(*, by: Person, organisation: Organisation, name: str, short_name: str, about: str) -> None:
    """Change what an organisation is called and says of itself."""
    organisation.name, organisation.short_name, organisation.about = name.strip(), short_name.strip(), about.strip()
    organisation.save()


@act(INVITE_TO_ORGANISATION, about="organisation")
def invite_to_organisation(
    *, by: Person, organisation: Organisation, note: str, now: datetime
) -> tuple[Invitation, str]:
    """An invitation to belong to an organisation, and its secret."""
    return invitations.invite(by=by, circle=circle(organisation), note=note, now=now)


@act(INVITE_TO_ORGANISATION, about="organisation")
def withdraw_from_organisation(*, by: Person, organisation: Organisation, number: int, now: datetime) -> None:
    """Withdraw one of an organisation's invitations; another's is left alone."""
    found = Invitation.objects.filter(pk=number, circle=circle(organisation)).first()
    if found:
        invitations.withdraw(invitation=found, now=now)


@act(LEAVE_ORGANISATION, about="organisation")
def leave_organisation(*, by: Person, organisation: Organisation) -> None:
    """Belong to an organisation no more."""
    Affiliation.objects.filter(person=by, organisation=organisation).delete()


def add_to_organisation(*, person: Person, organisation: Organisation, today: date) -> None:
    """Have somebody belong to an organisation; whoever does already stays as they are."""
    Affiliation.objects.get_or_create(person=person, organisation=organisation, defaults={"since": today})


def join_when_invited(invitation: Invitation, person: Person, now: datetime) -> None:
    """What accepting an invitation into an organisation does."""
    if invitation.circle.startswith(CIRCLE_OF_ORGANISATION):
        found = Organisation.objects.filter(pk=int(invitation.circle.removeprefix(CIRCLE_OF_ORGANISATION))).first()
        if found:
            add_to_organisation(person=person, organisation=found, today=now.date())
