"""The organisations whose submission it is, as choices and as columns."""

from collections.abc import Iterable

from django.db.models import QuerySet

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Organisation
from openupr.coalitions.organisations import own_organisations

from ..models import Submission


def organisations_of(submission: Submission) -> QuerySet[Organisation]:
    """The parties as organisations, for a form's choices."""
    return Organisation.objects.filter(pk__in=submission.parties.values("organisation"))


def organisations_of_person(person: Person, coalition: Coalition) -> set[int]:
    """The keys of the organisations that somebody belongs to, takes part for or speaks for. Two queries."""
    speaks = coalition.member_organisations.filter(representative=person).values_list("organisation", flat=True)
    return {*own_organisations(person, coalition).values_list("pk", flat=True), *speaks}


def with_those_before(submission: Submission, before: Iterable[Organisation]) -> list[Organisation]:
    """The parties by name, and after them whoever has a part in it already without being one (any more). One query."""
    parties = [each.organisation for each in submission.parties]
    known = {each.pk for each in parties}
    others = {each.pk: each for each in before if each.pk not in known}
    return [*parties, *sorted(others.values(), key=lambda each: each.name)]
