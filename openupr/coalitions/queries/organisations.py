"""Organisations of a coalition."""

from django.db.models import Prefetch, Q, QuerySet

from openupr.accounts.models import Organisation, Person

from ..models import Coalition, Group, MemberOrganisation


def members_of(coalition: Coalition) -> QuerySet[MemberOrganisation]:
    """A coalition's organisations by name, each with its representative and `here`: its groups. Two queries."""
    ours = Prefetch("organisation__groups", queryset=Group.objects.filter(coalition=coalition), to_attr="here")
    members = coalition.member_organisations.select_related("organisation", "representative")
    return members.prefetch_related(ours)


def known_to(person: Person) -> QuerySet[Organisation]:
    """The organisations that somebody knows of: their own, and those of coalitions they take part in.

    Nobody else's: that an organisation is on this machine at all may be a secret.
    """
    own = Q(affiliations__person=person)
    met = Q(memberships__coalition__participations__person=person)
    return Organisation.objects.filter(own | met).distinct()
