"""Who takes part: roles change, people leave, the coordination is handed over."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.models import Invitation, Person
from openupr.accounts.services.acting import act
from openupr.accounts.services.closing import CannotClose
from openupr.accounts.services.invitations import withdraw
from openupr.accounts.services.renewing import may_renew, offer_new_password
from openupr.timeline.feeds import close_feed

from ..actions.people import LEAVE_COALITION, MANAGE_PEOPLE, RENEW_PASSWORD
from ..models import (
    Affiliation,
    ChosenFile,
    Coalition,
    FollowedCalendar,
    Group,
    GroupMembership,
    MemberOrganisation,
    Organisation,
    Participation,
    Place,
    Preference,
    RapporteurTerm,
)
from ..queries.clock import day_of
from ..rules.refusals import Refused
from .calendars import follow_along, follow_everybody
from .organisations import add_to_organisation

_COORDINATOR = Participation.Role.COORDINATOR
# Who supports or looks on belongs to no group and speaks for nobody.
_APART = (Participation.Role.FACILITATOR, Participation.Role.OBSERVER)


class LastCoordinator(Refused):
    """A coalition always has a coordinator."""

    def __init__(self) -> None:
        super().__init__(_("This is the only coordinator. Hand over the coordination first."))


class DeletionWaits(Refused):
    """While the coalition is about to be deleted, every coordinator can take that back."""

    def __init__(self) -> None:
        super().__init__(_("The coalition is about to be deleted. Until then all coordinators stay."))


class StillRapporteur(Refused):
    """Whoever leads a group hands that over first."""

    def __init__(self, term: RapporteurTerm) -> None:
        super().__init__(
            _("%(person)s is rapporteur of “%(group)s”: appoint somebody else there first.")
            % {"person": term.person, "group": term.group}
        )


@act(MANAGE_PEOPLE, gettext_lazy("Change somebody's role, organisation or groups"), about="part")
def change_part(
    *,
    by: Person,
    part: Participation,
    role: str,
    organisation: Organisation | None,
    groups: Collection[Group],
    now: datetime,
) -> Participation:
    """Change what somebody is in the coalition, for whom, and in which groups they work.

    Facilitators and observers are in no group. Raises LastCoordinator, StillRapporteur, DeletionWaits.
    """
    if part.role == _COORDINATOR and role != _COORDINATOR:
        _check_no_deletion_waits(part)
        _check_another_coordinator(part)
        _withdraw_invitations_by(part, now)
    kept = () if role in _APART else groups
    _check_leads_none_but(part, kept)
    part.role, part.organisation = role, organisation
    part.save(update_fields=["role", "organisation"])
    today = day_of(part.coalition, now)
    if organisation is not None:
        add_to_organisation(person=part.person, organisation=organisation, today=today)
    if role in _APART:
        MemberOrganisation.objects.filter(coalition=part.coalition, representative=part.person).update(
            representative=None
        )
    _memberships(part).exclude(group__in=kept).delete()
    for group in kept:
        GroupMembership.objects.get_or_create(group=group, person=part.person, defaults={"since": today})
    follow_along(coalition=part.coalition)
    return part


@act(MANAGE_PEOPLE, gettext_lazy("Take somebody out of the coalition"), about="part")
def remove_person(*, by: Person, part: Participation, now: datetime) -> None:
    """Take somebody out of the coalition. What they wrote stays. Raises LastCoordinator, DeletionWaits."""
    if part.role == _COORDINATOR:
        _check_no_deletion_waits(part)
    _take_out(part, now)


class TakesPartElsewhere(Refused):
    """Whoever renews a password could enter all coalitions of its owner."""

    def __init__(self, person: Person) -> None:
        told = _(
            "%(person)s also takes part where you do not coordinate, or runs this server. Ask who runs the server."
        )
        super().__init__(told % {"person": person})


@act(RENEW_PASSWORD, about="part")
def give_new_password(*, by: Person, part: Participation, now: datetime) -> tuple[Invitation, str]:
    """A link with which somebody who forgot their password chooses a new one. Raises TakesPartElsewhere."""
    if not may_renew(by, part.person):
        raise TakesPartElsewhere(part.person)
    return offer_new_password(by=by, person=part.person, circle=part.coalition.key, now=now)


@act(LEAVE_COALITION, about="coalition")
def leave_coalition(*, by: Person, coalition: Coalition, now: datetime) -> None:
    """Take part no more, of one's own accord. Raises LastCoordinator."""
    _take_out(Participation.objects.get(coalition=coalition, person=by), now)


@act(MANAGE_PEOPLE, gettext_lazy("Hand over the coordination"), about="part")
def hand_over_coordination(*, by: Person, part: Participation, now: datetime) -> Participation:
    """Somebody else coordinates from now on. The old coordinator takes part; their open invitations are withdrawn."""
    for own in Participation.objects.filter(coalition=part.coalition, person=by).exclude(pk=part.pk):
        _withdraw_invitations_by(own, now)
        own.role = Participation.Role.PARTICIPANT
        own.save(update_fields=["role"])
    part.role = _COORDINATOR
    part.save(update_fields=["role"])
    return part


def let_go_of(person: Person, now: datetime) -> None:
    """What accounts call when somebody closes their account: they leave every coalition, unless they alone coordinate.

    Raises CannotClose.
    """
    for part in Participation.objects.filter(person=person).select_related("coalition__review", "person"):
        try:
            _take_out(part, now)
        except LastCoordinator:
            told = _("You are the only coordinator of “%(coalition)s”. Hand over the coordination there first.")
            raise CannotClose(told % {"coalition": part.coalition.name}) from None
    close_feeds_of(person, now)


def close_feeds_of(person: Person, now: datetime) -> None:
    """Close the secret addresses at which somebody's telephone follows dates."""
    for followed in FollowedCalendar.objects.filter(person=person).select_related("feed"):
        close_feed(feed=followed.feed, today=now.date())


def _check_another_coordinator(part: Participation) -> None:
    others = Participation.objects.select_for_update().filter(coalition=part.coalition, role=_COORDINATOR)
    if not others.exclude(pk=part.pk).exists():
        raise LastCoordinator


def _check_leads_none_but(part: Participation, groups: Collection[Group]) -> None:
    term = _terms(part).exclude(group__in=groups).select_related("person", "group").first()
    if term:
        raise StillRapporteur(term)


def _check_no_deletion_waits(part: Participation) -> None:
    if part.coalition.delete_at:
        raise DeletionWaits


def _take_out(part: Participation, now: datetime) -> None:
    today = day_of(part.coalition, now)
    if part.role == _COORDINATOR:
        _check_another_coordinator(part)
    _withdraw_invitations_by(part, now)
    _terms(part).update(until=today)
    _memberships(part).delete()
    Preference.objects.filter(person=part.person, group__coalition=part.coalition).delete()
    MemberOrganisation.objects.filter(coalition=part.coalition, representative=part.person).update(representative=None)
    ChosenFile.objects.filter(coalition=part.coalition, person=part.person).delete()
    Affiliation.objects.filter(person=part.person, organisation__coalition=part.coalition).delete()
    for followed in FollowedCalendar.objects.filter(coalition=part.coalition, person=part.person):
        close_feed(feed=followed.feed, today=today)
    part.delete()
    follow_everybody([part.person])


def _withdraw_invitations_by(part: Participation, now: datetime) -> None:
    """Whoever made an invitation holds its link, and could come back by it."""
    made = Place.objects.filter(coalition=part.coalition, invitation__made_by=part.person, invitation__used_at=None)
    for place in made.select_related("invitation"):
        withdraw(invitation=place.invitation, now=now)


def _memberships(part: Participation) -> QuerySet[GroupMembership]:
    return GroupMembership.objects.filter(person=part.person, group__coalition=part.coalition)


def _terms(part: Participation) -> QuerySet[RapporteurTerm]:
    return RapporteurTerm.objects.filter(person=part.person, group__coalition=part.coalition, until=None)
