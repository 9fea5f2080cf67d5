"""Who is of the organisation, or speaks for one of those, whose submission it is."""

from django.db.models import Q

from openupr.accounts.models import Person
from openupr.coalitions.models import Participation

from ..models import Submission


def is_of_the_organisation(person: Person, submission: Submission) -> bool:
    """Whether somebody takes part for the organisation whose submission it is, speaks for it, or belongs to it."""
    organisation = submission.organisation_id
    for_it = Q(organisation=organisation) | Q(person__affiliations__organisation=organisation)
    works = Participation.objects.filter(for_it, coalition=submission.coalition_id, person=person)
    return works.exists() or speaks_for_a_party(person, submission)


def speaks_for_a_party(person: Person, submission: Submission) -> bool:
    """Whether somebody is the voice of one of the organisations that are asked."""
    return submission.parties.filter(representative=person).exists()
