"""Names on an agenda."""

from openupr.workshops.models import SessionRole, Workshop
from openupr.workshops.workshops import organisers


def names_that_stay(workshop: Workshop) -> frozenset[str]:
    """Names of organisations, in small letters: they are no person's, and stay when names are forgotten."""
    of_coalition = workshop.coalition.member_organisations.values_list("organisation__name", "organisation__short_name")
    names = {name for pair in of_coalition for name in pair if name} | set(organisers(workshop))
    return frozenset(name.strip().casefold() for name in names)


def names_to_forget(workshop: Workshop) -> int:
    """How many entries of the agenda name somebody who is no organisation."""
    stay = names_that_stay(workshop)
    named = SessionRole.objects.filter(session__day__workshop=workshop).values_list("name", flat=True)
    return sum(name.strip().casefold() not in stay for name in named)
