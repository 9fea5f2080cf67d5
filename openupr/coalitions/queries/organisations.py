"""Organisations of a coalition."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from openupr.accounts.models import Person

from ..models import Affiliation, Coalition, Group, MemberOrganisation, Organisation, Participation


def members_of(coalition: Coalition) -> QuerySet[MemberOrganisation]:
    """A coalition's organisations by name, each with its representative and `here`: its groups. Two queries."""
    ours = Prefetch("organisation__groups", queryset=Group.objects.filter(coalition=coalition), to_attr="here")
    members = coalition.member_organisations.select_related("organisation", "representative")
    return members.prefetch_related(ours)


def own_organisations(person: Person, coalition: Coalition) -> QuerySet[Organisation]:
    """Those organisations of a coalition that somebody belongs to, or takes part for already."""
    belongs = Q(affiliations__person=person)
    here = Q(pk__in=Participation.objects.filter(coalition=coalition, person=person).values("organisation"))
    ours = Organisation.objects.filter(pk__in=coalition.member_organisations.values("organisation"))
    return ours.filter(belongs | here).distinct()


def names_voice_of(person: Person, member: MemberOrganisation) -> bool:
    """Whether somebody may say who speaks for an organisation: a coordinator, its voice, else its people."""
    part = Participation.objects.filter(coalition=member.coalition_id, person=person).first()
    if part is None:
        return False
    if part.role == Participation.Role.COORDINATOR or member.representative_id == person.pk:
        return True
    works_there = part.role == Participation.Role.PARTICIPANT and part.organisation_id == member.organisation_id
    return works_there and member.representative_id is None


def named_by(person: Person, members: Iterable[MemberOrganisation]) -> set[int]:
    """The numbers of the organisations whose voice somebody who does not coordinate may name, in one query."""
    held = list(members)
    part = Participation.objects.filter(coalition__in=[each.coalition_id for each in held], person=person).first()
    if part is None or part.role != Participation.Role.PARTICIPANT:
        return set()
    own = (each for each in held if each.representative_id is None and each.organisation_id == part.organisation_id)
    return {each.pk for each in held if each.representative_id == person.pk} | {each.pk for each in own}


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


def known_to(person: Person) -> QuerySet[Organisation]:
    """The organisations that somebody knows of: their own, and those of coalitions they take part in.

    Nobody else's: that an organisation is on this machine at all may be a secret.
    """
    own = Q(affiliations__person=person)
    met = Q(memberships__coalition__participations__person=person)
    return Organisation.objects.filter(own | met).distinct()


def written_about_by(person: Person, members: Iterable[MemberOrganisation]) -> set[int]:
    """The numbers of those of a coalition's organisations whose own paragraph somebody may write: the organisation's
    people and its voice; a coordinator that of one of which nobody comes: nobody belongs to it on this machine, nobody
    speaks for it in any coalition. Four queries at most.
    """
    held = list(members)
    if not held:
        return set()
    of = {each.organisation_id for each in held}
    own = set(person.affiliations.filter(organisation__in=of).values_list("organisation", flat=True))
    found = {each.pk for each in held if each.organisation_id in own or each.representative_id == person.pk}
    coordinates = Participation.objects.filter(
        coalition=held[0].coalition_id, person=person, role=Participation.Role.COORDINATOR
    )
    if not coordinates.exists():
        return found
    come = set(Affiliation.objects.filter(organisation__in=of).values_list("organisation", flat=True))
    voices = MemberOrganisation.objects.filter(organisation__in=of).exclude(representative=None)
    come |= set(voices.values_list("organisation", flat=True))
    return found | {each.pk for each in held if each.organisation_id not in come}
