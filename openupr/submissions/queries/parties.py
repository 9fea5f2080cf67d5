"""The organisations whose submission it is, as choices and as columns."""

from collections.abc import Iterable

from django.db.models import QuerySet

from openupr.coalitions.models import Organisation

from ..models import Submission


def organisations_of(submission: Submission) -> QuerySet[Organisation]:
    """The parties as organisations, for a form's choices."""
    return Organisation.objects.filter(pk__in=submission.parties.values("organisation"))


def with_those_before(submission: Submission, before: Iterable[Organisation]) -> list[Organisation]:
    """The parties by name, and after them whoever has a part in it already without being one (any more). One query."""
    parties = [each.organisation for each in submission.parties]
    known = {each.pk for each in parties}
    others = {each.pk: each for each in before if each.pk not in known}
    return [*parties, *sorted(others.values(), key=lambda each: each.name)]
