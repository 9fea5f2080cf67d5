"""Organisations join a coalition, each with one person who speaks for it there."""

from datetime import date

from django.utils.translation import gettext as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act

from ..models import Coalition, MemberOrganisation, Organisation, Participation
from ..permissions.people import ACT_FOR, MANAGE_ORGANISATIONS, NAME_REPRESENTATIVE, WRITE_ABOUT
from ..queries.organisations import known_to, names_voice_of, own_organisations, written_about_by
from ..rules.refusals import Refused
from .rapporteurs import MAY_LEAD


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


@act(MANAGE_ORGANISATIONS, about="coalition")
def add_organisation(
    *, by: Person, coalition: Coalition, name: str, today: date, short_name: str = ""
) -> MemberOrganisation:
    """An organisation joins. One of this name that the coordinator knows is taken, else a new one is entered.

    Raises JoinedAlready.
    """
    name = " ".join(name.split())
    organisation = known_to(by).filter(name__iexact=name).first()
    if organisation is None:
        organisation = Organisation.objects.create(name=name, short_name=short_name.strip())
    member, is_new = MemberOrganisation.objects.get_or_create(
        coalition=coalition, organisation=organisation, defaults={"since": today}
    )
    if not is_new:
        raise JoinedAlready(organisation)
    return member


class NotTheirs(Refused):
    """Another organisation's voice is no business of one's own."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            _(
                "Who speaks for %(organisation)s is named by a coordinator, by whoever speaks for it now, or, while"
                " nobody does, by its own people."
            )
            % {"organisation": organisation.name}
        )


class SpeaksForAnother(Refused):
    """One person has one voice: whoever speaks for two organisations would count twice in each decision."""

    def __init__(self, person: Person, organisation: Organisation) -> None:
        super().__init__(
            _("%(person)s speaks for %(organisation)s already, and nobody speaks for two.")
            % {"person": person, "organisation": organisation.name}
        )


@act(NAME_REPRESENTATIVE, about="member")
def name_representative(*, by: Person, member: MemberOrganisation, person: Person | None) -> MemberOrganisation:
    """Say who speaks for an organisation in this coalition: one person, or nobody.

    Raises CannotSpeak, NotTheirs, SpeaksForAnother.
    """
    if not names_voice_of(by, member):
        raise NotTheirs(member.organisation)
    takes_part = member.coalition.participations.filter(person=person, role__in=MAY_LEAD)
    if person is not None and not takes_part.exists():
        raise CannotSpeak(person)
    others = MemberOrganisation.objects.filter(coalition=member.coalition, representative=person).exclude(pk=member.pk)
    if person is not None and (other := others.select_related("organisation").first()):
        raise SpeaksForAnother(person, other.organisation)
    member.representative = person
    member.save(update_fields=["representative"])
    if person is not None:
        # Who speaks for an organisation is there for it.
        takes_part.filter(organisation=None).update(organisation=member.organisation)
    return member


class TheirOwnWords(Refused):
    """What an organisation says of itself is written by its people, as long as any come."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            _("%(organisation)s has people of its own here: they write what it says of itself.")
            % {"organisation": organisation.name}
        )


@act(WRITE_ABOUT, about="member")
def write_about_organisation(*, by: Person, member: MemberOrganisation, about: str) -> Organisation:
    """What an organisation says of itself, one paragraph: by its people, or by a coordinator where nobody of it comes.

    The audit log says who. Raises TheirOwnWords.
    """
    if member.pk not in written_about_by(by, [member]):
        raise TheirOwnWords(member.organisation)
    organisation = Organisation.objects.select_for_update().get(pk=member.organisation_id)
    organisation.about = about.strip()
    organisation.save(update_fields=["about"])
    return organisation


class NotOfTheirs(Refused):
    """Somebody acts only for an organisation that they belong to."""

    def __init__(self) -> None:
        super().__init__(_("Choose one of your own organisations in this coalition."))


@act(ACT_FOR, about="coalition")
def act_for_organisation(*, by: Person, coalition: Coalition, organisation: Organisation | None) -> Participation:
    """Take part for another of one's organisations from now on, or for none. What was done before stays as it was.

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


@act(MANAGE_ORGANISATIONS, about="member")
def remove_organisation(*, by: Person, member: MemberOrganisation) -> None:
    """An organisation leaves the coalition and its groups. Its people stay, for no organisation; its voices count."""
    for group in member.coalition.groups.filter(organisations=member.organisation):
        group.organisations.remove(member.organisation)
    Participation.objects.filter(coalition=member.coalition, organisation=member.organisation).update(organisation=None)
    member.delete()
