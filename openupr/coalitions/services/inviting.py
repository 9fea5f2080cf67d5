"""People are invited into a coalition, as something, for an organisation, into a group."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts import invitations
from openupr.accounts.acting import act
from openupr.accounts.models import Invitation, Person

from ..actions.people import INVITE
from ..actions.roles import circle
from ..models import (
    Coalition,
    Group,
    GroupMembership,
    MemberOrganisation,
    Organisation,
    Participation,
    Place,
    RapporteurTerm,
)
from ..queries.clock import day_of
from ..queries.invited_lines import InvitedLine
from ..rules.refusals import Refused
from .calendars import follow_everybody
from .organisations import add_organisation, add_to_organisation
from .rapporteurs import MAY_LEAD


class NotOfThisCoalition(Refused):
    """The organisation or the group is none of the coalition's."""

    def __init__(self) -> None:
        super().__init__(_("Choose an organisation and a group of this coalition."))


@act(INVITE, gettext_lazy("Invite somebody into the coalition"), about="coalition")
def invite_person(
    *,
    by: Person,
    coalition: Coalition,
    role: str,
    now: datetime,
    organisation: Organisation | None = None,
    group: Group | None = None,
    leads: bool = False,
    speaks: bool = False,
    note: str = "",
    days: int = invitations.DAYS,
) -> tuple[Invitation, str]:
    """An invitation and its secret, which is kept nowhere. Raises NotOfThisCoalition."""
    if organisation and not coalition.member_organisations.filter(organisation=organisation).exists():
        raise NotOfThisCoalition
    if group and group.coalition_id != coalition.pk:
        raise NotOfThisCoalition
    invitation, secret = invitations.invite(by=by, circle=circle(coalition), note=note, now=now, days=days)
    Place.objects.create(
        invitation=invitation,
        coalition=coalition,
        role=role,
        organisation=organisation,
        group=group,
        leads=leads,
        speaks=speaks,
    )
    return invitation, secret


@act(INVITE, gettext_lazy("Invite several people into the coalition"), about="coalition")
def invite_people(
    *, by: Person, coalition: Coalition, invited: Sequence[InvitedLine], now: datetime, days: int
) -> list[tuple[Place, str]]:
    """An invitation for each line, all or none, with its secret; new organisations join before.

    Raises NotOfThisCoalition, JoinedAlready.
    """
    new: dict[str, str] = {}
    for each in invited:
        if each.new_organisation:
            new.setdefault(each.new_organisation.casefold(), each.new_organisation)
    today = day_of(coalition, now)
    added = {
        spelling: add_organisation(by=by, coalition=coalition, name=name, today=today).organisation
        for spelling, name in new.items()
    }
    organisations = Organisation.objects.filter(memberships__coalition=coalition).in_bulk()
    groups = coalition.groups.in_bulk()
    made = []
    for each in invited:
        if each.organisation not in {None, *organisations} or each.group not in {None, *groups}:
            raise NotOfThisCoalition
        invitation, secret = invitations.invite(by=by, circle=circle(coalition), note=each.name, now=now, days=days)
        place = Place.objects.create(
            invitation=invitation,
            coalition=coalition,
            role=each.role,
            organisation=added.get(each.new_organisation.casefold()) or organisations.get(each.organisation or 0),
            group=groups.get(each.group or 0),
            leads=each.leads,
            speaks=each.speaks,
        )
        made.append((place, secret))
    return made


@act(INVITE, gettext_lazy("Withdraw an invitation"), about="coalition")
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
    if place.group and not place.group.closed and part.role in MAY_LEAD:
        GroupMembership.objects.get_or_create(group=place.group, person=person, defaults={"since": today})
    if part.role in MAY_LEAD:
        _lead_or_speak(place, person, today)
    follow_everybody([person])


def _lead_or_speak(place: Place, person: Person, today: date) -> None:
    """What a coordinator gave with the invitation, where nobody has it meanwhile."""
    if place.leads and place.group and not place.group.closed:
        RapporteurTerm.objects.get_or_create(group=place.group, until=None, defaults={"person": person, "since": today})
    voices = MemberOrganisation.objects.filter(coalition=place.coalition)
    if place.speaks and not voices.filter(representative=person).exists():
        voices.filter(organisation=place.organisation, representative=None).update(
            representative=person, represented_since=today
        )
