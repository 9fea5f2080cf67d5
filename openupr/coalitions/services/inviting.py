"""People are invited into a coalition, as something, for an organisation, into a group."""

from datetime import datetime

from django.utils.translation import gettext as _

from openupr.accounts.models import Invitation, Person
from openupr.accounts.services import invitations
from openupr.accounts.services.acting import act

from ..models import Coalition, Group, GroupMembership, Organisation, Participation, Place
from ..permissions.people import INVITE
from ..permissions.roles import circle
from ..queries.clock import day_of
from ..rules.refusals import Refused
from .calendars import follow_everybody
from .organisations import add_to_organisation


class NotOfThisCoalition(Refused):
    """The organisation or the group is none of the coalition's."""

    def __init__(self) -> None:
        super().__init__(_("Choose an organisation and a group of this coalition."))


@act(INVITE, about="coalition")
def invite_person(
    *,
    by: Person,
    coalition: Coalition,
    role: str,
    now: datetime,
    organisation: Organisation | None = None,
    group: Group | None = None,
    note: str = "",
    days: int = invitations.DAYS,
) -> tuple[Invitation, str]:
    """An invitation and its secret, which is kept nowhere. Raises NotOfThisCoalition."""
    if organisation and not coalition.member_organisations.filter(organisation=organisation).exists():
        raise NotOfThisCoalition
    if group and group.coalition_id != coalition.pk:
        raise NotOfThisCoalition
    invitation, secret = invitations.invite(by=by, circle=circle(coalition), note=note, now=now, days=days)
    Place.objects.create(invitation=invitation, coalition=coalition, role=role, organisation=organisation, group=group)
    return invitation, secret


@act(INVITE, about="coalition")
def withdraw_invitation(*, by: Person, coalition: Coalition, number: int, now: datetime) -> None:
    """A link that is to work no more; one of another circle is left alone."""
    place = Place.objects.filter(coalition=coalition, invitation=number).select_related("invitation").first()
    if place:
        invitations.withdraw(invitation=place.invitation, now=now)


def enter_when_invited(invitation: Invitation, person: Person, now: datetime) -> None:
    """What accepting an invitation into a coalition does. Who takes part already keeps their role."""
    place = Place.objects.filter(invitation=invitation).select_related("coalition", "group", "organisation").first()
    if place is None:
        return
    today = day_of(place.coalition, now)
    part, _is_new = Participation.objects.get_or_create(
        coalition=place.coalition,
        person=person,
        defaults={"role": place.role, "organisation": place.organisation, "since": today},
    )
    if part.organisation is None and place.organisation:
        part.organisation = place.organisation
        part.save(update_fields=["organisation"])
    if place.organisation:
        add_to_organisation(person=person, organisation=place.organisation, today=today)
    if place.group and not place.group.closed:
        GroupMembership.objects.get_or_create(group=place.group, person=person, defaults={"since": today})
    follow_everybody([person])
