"""Who takes part in a coalition: in which role, for which organisation, in which groups."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.template import Context
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.accounts import CannotClose
from openupr.accounts.acting import act
from openupr.accounts.invitations import withdraw
from openupr.accounts.models import Invitation, Person
from openupr.accounts.new_passwords import may_renew, offer_new_password
from openupr.timeline.feeds import close_feed
from openupr.upr.phases import REVIEW
from openupr.web.languages import in_page_language

from .actions.people import LEAVE_COALITION, MANAGE_PEOPLE, RENEW_PASSWORD
from .calendars import follow_along, follow_everybody
from .clock import day_of
from .invitations import RAPPORTEUR, VOICE, LineNames, keys_by_spelling
from .models import (
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
from .organisations import add_to_organisation
from .reviews import prepared_review_in_words
from .rules.refusals import Refused
from .timeline import coalition_dates


@dataclass(frozen=True, slots=True)
class TakingPart:
    """One person's part: the participation, the groups they work in, those they lead, whom they
    speak for, the coalition's organisations that they belong to, and the name that a coordinator
    typed to invite them.
    """

    part: Participation
    groups: tuple[str, ...]
    rapporteur_of: tuple[str, ...]
    speaks_for: tuple[str, ...]
    belongs_to: tuple[str, ...]
    typed_names: tuple[str, ...]

    @property
    def invited_as(self) -> str:
        """The name that was typed to invite them, where they go by another; for coordinators
        alone.
        """
        names = [name for name in self.typed_names if name and name != str(self.part.person)]
        return names[-1] if names else ""

    @property
    def also_of(self) -> list[str]:
        """Their organisations in the coalition besides the one that they take part for."""
        own = self.part.organisation.name if self.part.organisation else ""
        return [name for name in self.belongs_to if name != own]

    @property
    def speaks_for_own(self) -> bool:
        """Whether it is the organisation they are here for, and no other, that they speak for."""
        organisation = self.part.organisation
        return organisation is not None and self.speaks_for == (organisation.name,)

    @property
    def role(self) -> str:
        """Their role in a word or two, as the coalition's table of people shows it."""
        return self.part.get_role_display().partition(":")[0]


@dataclass(frozen=True, slots=True)
class Belonging:
    """Where a person belongs: a participation, and the organisations of that coalition that they
    belong to.
    """

    part: Participation
    organisations: tuple[str, ...]

    @property
    def words(self) -> str:
        """The role, then the organisations."""
        return ", ".join([self.part.get_role_display().partition(":")[0], *self.organisations])


def belongs_to(person: Person) -> Sequence[Belonging]:
    """Where somebody belongs, one for each coalition, by its name. Two queries."""
    parts = Participation.objects.filter(person=person).select_related("coalition").order_by("coalition__name")
    names: dict[int, tuple[str, ...]] = {}
    ours = Affiliation.objects.filter(person=person, organisation__memberships__isnull=False)
    for coalition, name in ours.order_by("organisation__name").values_list(
        "organisation__coalition", "organisation__name"
    ):
        names[coalition] = (*names.get(coalition, ()), name)
    return [Belonging(part, names.get(part.coalition_id, ())) for part in parts]


def people_of(coalition: Coalition) -> Sequence[TakingPart]:
    """Everybody who takes part, by name. Six queries, however many they are."""
    parts = coalition.participations.select_related("person", "organisation").order_by("person", "pk")
    within = {"group__coalition": coalition}
    works = GroupMembership.objects.filter(**within).order_by("group__order").values_list("person_id", "group__name")
    leads = RapporteurTerm.objects.filter(until=None, **within).values_list("person_id", "group__name")
    speaks = MemberOrganisation.objects.filter(coalition=coalition).exclude(representative=None)
    voices = speaks.values_list("representative_id", "organisation__name")
    ours = coalition.member_organisations.values("organisation")
    belong = Affiliation.objects.filter(organisation__in=ours, person__in=coalition.participations.values("person"))
    names = belong.order_by("organisation__name").values_list("person_id", "organisation__name")
    came = Place.objects.filter(coalition=coalition, invitation__used_by__isnull=False)
    invited = came.order_by("invitation__used_at").values_list("invitation__used_by", "invitation__note")
    known = [
        *(_by_person((key, in_page_language(name)) for key, name in pairs) for pairs in (works, leads)),
        _by_person(voices),
        _by_person(names),
        _by_person(invited),
    ]
    return [TakingPart(part, *(by_person.get(part.person_id, ()) for by_person in known)) for part in parts]


def listed_people(people: Iterable[TakingPart]) -> Iterator[dict[str, Any]]:
    """People as rows of a file."""
    for participant in people:
        yield {
            "person": str(participant.part.person),
            "role": participant.part.role,
            "organisation": participant.part.organisation.name if participant.part.organisation else "",
            "also_of": participant.also_of,
            "speaks_for": list(participant.speaks_for),
            "groups": list(participant.groups),
            "rapporteur_of": list(participant.rapporteur_of),
            "since": participant.part.since.isoformat(),
        }


def open_places(coalition: Coalition, *, now: datetime) -> QuerySet[Place]:
    """What people are invited to who have not come yet, the newest first."""
    places = Place.objects.filter(coalition=coalition, invitation__used_at=None, invitation__withdrawn_at=None)
    places = places.filter(invitation__expires_at__gt=now).order_by("-invitation__made_at")
    return places.select_related("invitation__made_by", "organisation", "group")


def invited_to(context: Context) -> Mapping[str, Any] | None:
    """What an invitation leads into, for the slot on its page; None where that is no coalition."""
    invitation = context.get("invitation")
    if not isinstance(invitation, Invitation):
        return None
    places = Place.objects.filter(invitation=invitation)
    place = places.select_related("coalition__review", "organisation", "group", "invitation__made_by").first()
    if place is None:
        return None
    coalition = place.coalition
    day = coalition_dates(coalition, today=day_of(coalition, context["request"].now)).get(REVIEW)
    return {"place": place, "review_words": prepared_review_in_words(coalition.review, day)}


def after_invitation(context: Context) -> Mapping[str, Any] | None:
    """The coalition of an invitation's sheet, for its coordinator, who goes on inviting; None for
    others.
    """
    invitation, request = context.get("invitation"), context["request"]
    if not isinstance(invitation, Invitation) or not request.user.is_authenticated:
        return None
    coordinates = Participation.objects.filter(person=request.user, role=Participation.Role.COORDINATOR)
    places = Place.objects.filter(invitation=invitation, coalition__in=coordinates.values("coalition"))
    place = places.select_related("coalition").first()
    return {"coalition": place.coalition} if place else None


def _by_person(pairs: Iterable[tuple[int | None, str]]) -> dict[int | None, tuple[str, ...]]:
    names: dict[int | None, tuple[str, ...]] = {}
    for person, name in pairs:
        names[person] = (*names.get(person, ()), name)
    return names


def names_in_lines(coalition: Coalition) -> LineNames:
    """What a line of people to invite may name, by any spelling: long and short names, roles in
    both languages.
    """
    members = Organisation.objects.filter(memberships__coalition=coalition)
    spellings = [(name, pk) for pk, *names in members.values_list("pk", "name", "short_name") for name in names]
    spellings += [(member.in_full, member.pk) for member in members]
    groups = list(coalition.groups.filter(closed=False).values_list("name", "pk"))
    roles = {role.value: role.value for role in Participation.Role} | {role: role for role in (RAPPORTEUR, VOICE)}
    roles |= {_(word).casefold(): word for word in ("rapporteur", "participant", "coordinator")}
    roles |= {word.casefold(): Participation.Role.PARTICIPANT.value for word in ("member", _("member"))}
    return LineNames(
        organisations=keys_by_spelling(spellings),
        groups=keys_by_spelling(groups),
        roles=roles,
        group_names=[name for name, _key in groups],
    )


def coordinates_all_of(by: Person, person: Person) -> bool:
    """Whether somebody coordinates every coalition of another person; of the operator nobody
    does.
    """
    if by == person or person.is_operator:
        return False
    theirs = set(person.participations.values_list("coalition", flat=True))
    own = set(by.participations.filter(role=Participation.Role.COORDINATOR).values_list("coalition", flat=True))
    return bool(theirs) and theirs <= own


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
    """A rapporteur hands the group over first."""

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

    Facilitators and observers are in no group. Raises LastCoordinator, StillRapporteur,
    DeletionWaits.
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
    """Take somebody out of the coalition. What they wrote stays. Raises LastCoordinator,
    DeletionWaits.
    """
    if part.role == _COORDINATOR:
        _check_no_deletion_waits(part)
    _take_out(part, now)


class TakesPartElsewhere(Refused):
    """A person with the new password could enter all coalitions of its owner."""

    def __init__(self, person: Person) -> None:
        sentence = _(
            "%(person)s also takes part where you do not coordinate, or runs this server. Ask who runs the server."
        )
        super().__init__(sentence % {"person": person})


@act(RENEW_PASSWORD, about="part")
def give_new_password(*, by: Person, part: Participation, now: datetime) -> tuple[Invitation, str]:
    """A link with which somebody who forgot their password chooses a new one. Raises
    TakesPartElsewhere.
    """
    if not may_renew(by, part.person):
        raise TakesPartElsewhere(part.person)
    return offer_new_password(by=by, person=part.person, circle=part.coalition.key, now=now)


@act(LEAVE_COALITION, about="coalition")
def leave_coalition(*, by: Person, coalition: Coalition, now: datetime) -> None:
    """Leave the coalition. Raises LastCoordinator."""
    _take_out(Participation.objects.get(coalition=coalition, person=by), now)


@act(MANAGE_PEOPLE, gettext_lazy("Hand over the coordination"), about="part")
def hand_over_coordination(*, by: Person, part: Participation, now: datetime) -> Participation:
    """Make another person the coordinator. The old one takes part; their open invitations are
    withdrawn.
    """
    for own in Participation.objects.filter(coalition=part.coalition, person=by).exclude(pk=part.pk):
        _withdraw_invitations_by(own, now)
        own.role = Participation.Role.PARTICIPANT
        own.save(update_fields=["role"])
    part.role = _COORDINATOR
    part.save(update_fields=["role"])
    return part


def let_go_of(person: Person, now: datetime) -> None:
    """Leave every coalition when somebody closes their account.

    Raises CannotClose if they are the only coordinator of one.
    """
    for part in Participation.objects.filter(person=person).select_related("coalition__review", "person"):
        try:
            _take_out(part, now)
        except LastCoordinator:
            sentence = _("You are the only coordinator of “%(coalition)s”. Hand over the coordination there first.")
            raise CannotClose(sentence % {"coalition": part.coalition.name}) from None
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
    """Withdraw a person's open invitations: they have the links, and could come back by one."""
    places = Place.objects.filter(coalition=part.coalition, invitation__made_by=part.person, invitation__used_at=None)
    for place in places.select_related("invitation"):
        withdraw(invitation=place.invitation, now=now)


def _memberships(part: Participation) -> QuerySet[GroupMembership]:
    return GroupMembership.objects.filter(person=part.person, group__coalition=part.coalition)


def _terms(part: Participation) -> QuerySet[RapporteurTerm]:
    return RapporteurTerm.objects.filter(person=part.person, group__coalition=part.coalition, until=None)
