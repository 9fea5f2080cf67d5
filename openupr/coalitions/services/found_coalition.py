"""Founding a coalition."""

from collections.abc import Sequence
from datetime import date

from openupr.accounts.models import Person
from openupr.accounts.queries.server import may_found
from openupr.accounts.services.acting import act
from openupr.reviews.models import Review

from ..models import Coalition, Participation
from ..permissions.coalition import FOUND_COALITION
from ..rules.refusals import MayNotFound
from .calendars import calendar_of, follow_everybody


@act(FOUND_COALITION)
def found_coalition(*, by: Person, review: Review, name: str, languages: Sequence[str], today: date) -> Coalition:
    """Open a coalition for a review, with the calendar of it; who founds the coalition coordinates it.

    Raises MayNotFound, as the operator decides.
    """
    if not may_found(by):
        raise MayNotFound
    coalition = Coalition.objects.create(
        review=review, name=name.strip(), languages=list(languages), founded=today, clock_seen=today
    )
    Participation.objects.create(coalition=coalition, person=by, role=Participation.Role.COORDINATOR, since=today)
    calendar_of(coalition, today=today)
    follow_everybody([by])
    return coalition
