"""Coalitions and what stands where in them."""

from django.db.models import Count, QuerySet

from openupr.accounts.models import Person

from ..models import Coalition


def coalitions_of(person: Person) -> QuerySet[Coalition]:
    """The coalitions somebody takes part in, each with its number of `people`."""
    ours = Coalition.objects.filter(participations__person=person).values("pk")
    return Coalition.objects.filter(pk__in=ours).select_related("review").annotate(people=Count("participations"))
