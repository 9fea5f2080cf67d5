"""Organisations of a coalition, each with one person who speaks for it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.web.kept_queries import kept_rows

from .actions.people import ACT_FOR, LEAVE_ORGANISATION, MANAGE_ORGANISATIONS, NAME_REPRESENTATIVE, WRITE_ABOUT
from .group_members import MAY_LEAD
from .models import Affiliation, Coalition, Group, MemberOrganisation, Organisation, Participation, Place
from .rules.names import same_name, tidy_name, with_short_name
from .rules.refusals import Refused


def members_of(coalition: Coalition) -> QuerySet[MemberOrganisation]:
    """A coalition's organisations by name, each with its representative and `here`: its groups. Two
    queries.
    """
    ours = Prefetch("organisation__groups", queryset=Group.objects.filter(coalition=coalition), to_attr="here")
    members = coalition.member_organisations.select_related("organisation", "representative")
    return members.prefetch_related(ours)


def not_in(coalition: Coalition) -> Sequence[Organisation]:
    """Organisations that the coalition knows and that are not in it: they left, or were in the
    coalition before.
    """
    return list(coalition.organisations.filter(memberships=None))


def own_organisations(person: Person, coalition: Coalition) -> QuerySet[Organisation]:
    """Those organisations of a coalition that somebody belongs to, or takes part for already."""
    belongs = Q(affiliations__person=person)
    here = Q(pk__in=Participation.objects.filter(coalition=coalition, person=person).values("organisation"))
    ours = Organisation.objects.filter(memberships__coalition=coalition)
    return ours.filter(belongs | here).distinct()


def names_voice_of(person: Person, member: MemberOrganisation) -> bool:
    """Whether somebody may say who speaks for an organisation: a coordinator, or the person who
    speaks for it now.
    """
    coordinates = Participation.objects.filter(
        coalition=member.coalition_id, person=person, role=Participation.Role.COORDINATOR
    )
    return member.representative_id == person.pk or coordinates.exists()


def number_and_voiceless(coalition: Coalition) -> tuple[int, int]:
    """How many organisations there are, and for how many of them no one speaks. One query."""
    speaking = kept_rows(_speaking, coalition.pk)
    return len(speaking), sum(voice is None for voice in speaking)


def _speaking(coalition: int) -> QuerySet[MemberOrganisation, Any]:
    members = MemberOrganisation.objects.filter(coalition=coalition)
    return members.order_by().values_list("representative", flat=True)


def listed_organisations(members: Iterable[MemberOrganisation]) -> Iterator[dict[str, Any]]:
    """Organisations as rows of a file."""
    for member in members:
        yield {
            "organisation": member.organisation.name,
            "short_name": member.organisation.short_name,
            "speaks_for_it": str(member.representative) if member.representative else "",
            "groups": [group.name for group in member.organisation.here],  # type: ignore[attr-defined]
            "since": member.since.isoformat(),
        }


def written_about_by(person: Person, members: Iterable[MemberOrganisation]) -> set[int]:
    """The keys of the members whose own paragraph a person can write: their own organisation, one
    they speak for, and, for a coordinator, one without people here and without a voice. At most
    three queries.
    """
    listed = list(members)
    if not listed:
        return set()
    of = {member.organisation_id for member in listed}
    own = set(person.affiliations.filter(organisation__in=of).values_list("organisation", flat=True))
    theirs = {member.pk for member in listed if member.organisation_id in own or member.representative_id == person.pk}
    coordinates = Participation.objects.filter(
        coalition=listed[0].coalition_id, person=person, role=Participation.Role.COORDINATOR
    )
    if not coordinates.exists():
        return theirs
    come = set(Affiliation.objects.filter(organisation__in=of).values_list("organisation", flat=True))
    come |= {member.organisation_id for member in listed if member.representative_id}
    return theirs | {member.pk for member in listed if member.organisation_id not in come}


class JoinedAlready(Refused):
    """The organisation belongs to the coalition."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(_("%(organisation)s belongs to the coalition already.") % {"organisation": organisation.name})


class CannotSpeak(Refused):
    """Only a participant or coordinator speaks for an organisation."""

    def __init__(self, person: Person) -> None:
        super().__init__(
            _("%(person)s cannot speak for an organisation: only participants and coordinators can.")
            % {"person": person}
        )


@act(MANAGE_ORGANISATIONS, gettext_lazy("Add an organisation"), about="coalition")
def add_organisation(
    *, by: Person, coalition: Coalition, name: str, today: date, short_name: str = ""
) -> MemberOrganisation:
    """Add an organisation; "Name (SHORT)" has a short name. One with this name that was in the
    coalition before comes back. Raises JoinedAlready.
    """
    name = tidy_name(name)
    known = list(coalition.organisations.all())
    if not short_name and not any(same_name(candidate.name, name) for candidate in known):
        name, short_name = with_short_name(name)
    organisation = next((candidate for candidate in known if same_name(candidate.name, name)), None)
    if organisation is None:
        organisation = Organisation.objects.create(coalition=coalition, name=name, short_name=short_name.strip())
    member, is_new = MemberOrganisation.objects.get_or_create(
        coalition=coalition, organisation=organisation, defaults={"since": today}
    )
    if not is_new:
        raise JoinedAlready(organisation)
    return member


def add_organisations(
    *, by: Person, coalition: Coalition, named: Sequence[tuple[str, str]], today: date
) -> tuple[list[MemberOrganisation], list[str]]:
    """Add several organisations (name, short name). Return the new members, and the names of those
    that were members.
    """
    added: list[MemberOrganisation] = []
    there: list[str] = []
    for name, short_name in named:
        try:
            values = {"name": name, "short_name": short_name, "today": today}
            added.append(add_organisation(by=by, coalition=coalition, **values))
        except JoinedAlready:
            there.append(tidy_name(name))
    return added, there


class NotTheirs(Refused):
    """Another organisation's voice is no business of one's own."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            _("Only a coordinator, or the person who speaks for %(organisation)s now, says who speaks for it.")
            % {"organisation": organisation.name}
        )


class SpeaksForAnother(Refused):
    """One person has one voice: who speaks for two organisations would count twice in each
    decision.
    """

    def __init__(self, person: Person, organisation: Organisation) -> None:
        super().__init__(
            _("%(person)s speaks for %(organisation)s already. One person cannot speak for two.")
            % {"person": person, "organisation": organisation.name}
        )


@act(NAME_REPRESENTATIVE, gettext_lazy("Name who speaks for an organisation"), about="member")
def name_representative(
    *, by: Person, member: MemberOrganisation, person: Person | None, today: date
) -> MemberOrganisation:
    """Say who speaks for an organisation in this coalition: one person, or nobody. Its members see
    since when.

    Raises CannotSpeak, NotTheirs, SpeaksForAnother.
    """
    if not names_voice_of(by, member):
        raise NotTheirs(member.organisation)
    own = own_organisations(by, member.coalition)
    if person == by and member.representative_id != by.pk and not own.filter(pk=member.organisation_id).exists():
        raise NotOfTheirs
    takes_part = member.coalition.participations.filter(person=person, role__in=MAY_LEAD)
    if person is not None and not takes_part.exists():
        raise CannotSpeak(person)
    others = MemberOrganisation.objects.filter(coalition=member.coalition, representative=person).exclude(pk=member.pk)
    if person is not None and (other := others.select_related("organisation").first()):
        raise SpeaksForAnother(person, other.organisation)
    if member.representative_id != (person.pk if person else None):
        member.representative, member.represented_since = person, today
        member.save(update_fields=["representative", "represented_since"])
    if person is not None:
        # Who speaks for an organisation is there for it.
        takes_part.filter(organisation=None).update(organisation=member.organisation)
        add_to_organisation(person=person, organisation=member.organisation, today=today)
    return member


class TheirOwnWords(Refused):
    """What an organisation says of itself is written by its people, as long as any come."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            _("%(organisation)s has people of its own here: they write what it says of itself.")
            % {"organisation": organisation.name}
        )


class NamedByItsVoice(Refused):
    """A name stands on the cover: not every member of an organisation changes it."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            _("Only a coordinator, or the person who speaks for %(organisation)s, changes its name.")
            % {"organisation": organisation.name}
        )


@act(WRITE_ABOUT, about="member")
def change_organisation(
    *, by: Person, member: MemberOrganisation, name: str, short_name: str, about: str
) -> Organisation:
    """Change an organisation's name and its paragraph: by its people, or by a coordinator if it has
    nobody here.

    The audit log says who did it. After another name it is asked again to sign. Raises
    TheirOwnWords, NamedByItsVoice, JoinedAlready if another one here has this name.
    """
    if member.pk not in written_about_by(by, [member]):
        raise TheirOwnWords(member.organisation)
    organisation = Organisation.objects.select_for_update().get(pk=member.organisation_id)
    name, short_name = tidy_name(name), tidy_name(short_name)
    if (name, short_name) != (organisation.name, organisation.short_name) and not names_voice_of(by, member):
        raise NamedByItsVoice(organisation)
    others = member.coalition.organisations.exclude(pk=organisation.pk)
    if other := next((candidate for candidate in others if same_name(candidate.name, name)), None):
        raise JoinedAlready(other)
    organisation.name, organisation.short_name, organisation.about = name, short_name, about.strip()
    organisation.save(update_fields=["name", "short_name", "about"])
    return organisation


class NotOfTheirs(Refused):
    """Somebody acts only for an organisation that they belong to."""

    def __init__(self) -> None:
        super().__init__(_("Choose one of your own organisations in this coalition."))


@act(ACT_FOR, about="coalition")
def act_for_organisation(*, by: Person, coalition: Coalition, organisation: Organisation | None) -> Participation:
    """Take part for another of one's organisations from now on, or for none. What was done before
    stays as it was.

    Raises NotOfTheirs, SpeaksForAnother: a voice is handed on first.
    """
    part = Participation.objects.select_for_update().get(coalition=coalition, person=by)
    if organisation is not None and not own_organisations(by, coalition).filter(pk=organisation.pk).exists():
        raise NotOfTheirs
    voices = coalition.member_organisations.filter(representative=by).exclude(organisation=organisation)
    if voice := voices.select_related("organisation").first():
        raise SpeaksForAnother(by, voice.organisation)
    part.organisation = organisation
    part.save(update_fields=["organisation"])
    return part


@act(MANAGE_ORGANISATIONS, gettext_lazy("Take an organisation out"), about="member")
def remove_organisation(*, by: Person, member: MemberOrganisation) -> None:
    """Remove an organisation from the coalition and its groups. Its people stay, for no
    organisation; its voices count.
    """
    organisation = member.organisation
    organisation.groups.clear()
    for named in (Participation, Place):
        named._default_manager.filter(organisation=organisation).update(organisation=None)
    organisation.affiliations.all().delete()
    member.delete()


@act(LEAVE_ORGANISATION, about="member")
def leave_organisation(*, by: Person, member: MemberOrganisation) -> None:
    """Leave an organisation of the coalition; take part for no organisation then."""
    own = Participation.objects.filter(coalition=member.coalition, person=by)
    own.filter(organisation=member.organisation_id).update(organisation=None)
    MemberOrganisation.objects.filter(pk=member.pk, representative=by).update(representative=None)
    Affiliation.objects.filter(person=by, organisation=member.organisation_id).delete()


def add_to_organisation(*, person: Person, organisation: Organisation, today: date) -> None:
    """Add a person to an organisation; nothing changes if they are in it already."""
    Affiliation.objects.get_or_create(person=person, organisation=organisation, defaults={"since": today})


def answered_by_another(person: Person, coalitions: Iterable[Coalition]) -> list[MemberOrganisation]:
    """Somebody's organisation in each coalition, with its representative, where that is another
    person. One query.
    """
    member_organisations = MemberOrganisation.objects.filter(
        coalition__in=coalitions,
        coalition__participations__person=person,
        coalition__participations__organisation=F("organisation"),
    )
    others = member_organisations.exclude(representative=None).exclude(representative=person)
    return list(others.select_related("organisation", "representative"))
