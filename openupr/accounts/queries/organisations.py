"""Organisations and who belongs to them."""

from django.db.models import QuerySet

from ..models import Affiliation, Organisation, Person


def organisations_of(person: Person) -> QuerySet[Organisation]:
    """Those that somebody belongs to, by name."""
    return Organisation.objects.filter(affiliations__person=person)


def people_of(organisation: Organisation) -> QuerySet[Affiliation]:
    """Who belongs to an organisation and since when, the longest first."""
    return organisation.affiliations.select_related("person").order_by("since", "pk")
