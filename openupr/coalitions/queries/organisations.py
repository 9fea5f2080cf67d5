"""Organisations of a coalition."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from openupr.accounts.models import Person
from openupr.web.kept_queries import kept_rows

from ..models import Affiliation, Coalition, Group, MemberOrganisation, Organisation, Participation


def members_of(coalition: Coalition) -> QuerySet[MemberOrganisation]:
    """A coalition's organisations by name, each with its representative and `here`: its groups. Two queries."""
    ours = Prefetch("organisation__groups", queryset=Group.objects.filter(coalition=coalition), to_attr="here")
    members = coalition.member_organisations.select_related("organisation", "representative")
    return members.prefetch_related(ours)


def not_in(coalition: Coalition) -> Sequence[Organisation]:
    """Those that the coalition knows and that are not in it: they left, or were in the coalition that it comes from."""
    return list(coalition.organisations.filter(memberships=None))


def own_organisations(person: Person, coalition: Coalition) -> QuerySet[Organisation]:
    """Those organisations of a coalition that somebody belongs to, or takes part for already."""
    belongs = Q(affiliations__person=person)
    here = Q(pk__in=Participation.objects.filter(coalition=coalition, person=person).values("organisation"))
    ours = Organisation.objects.filter(memberships__coalition=coalition)
    return ours.filter(belongs | here).distinct()


def names_voice_of(person: Person, member: MemberOrganisation) -> bool:
    """Whether somebody may say who speaks for an organisation: a coordinator, or the person who speaks for it now."""
    coordinates = Participation.objects.filter(
        coalition=member.coalition_id, person=person, role=Participation.Role.COORDINATOR
    )
    return member.representative_id == person.pk or coordinates.exists()


def number_and_voiceless(coalition: Coalition) -> tuple[int, int]:
    """How many organisations there are, and for how many of them no one speaks. One query."""
    speaking = kept_rows(_speaking, coalition.pk)
    return len(speaking), sum(each is None for each in speaking)


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
    """The numbers of those of a coalition's organisations whose own paragraph somebody may write: the organisation's
    people and its voice; a coordinator that of one of which nobody comes: nobody belongs to it here, nobody speaks for
    it. Three queries at most.
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
    come |= {each.organisation_id for each in held if each.representative_id}
    return found | {each.pk for each in held if each.organisation_id not in come}
