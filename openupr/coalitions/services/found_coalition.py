"""Founding a coalition."""

from collections.abc import Sequence
from datetime import date

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.accounts.server import may_found
from openupr.reviews.models import Review
from openupr.upr.phases import SUBMISSION_DEADLINE

from ..actions.coalition import FOUND_COALITION
from ..models import Coalition, Participation
from ..rules.refusals import MayNotFound
from .calendars import calendar_of, follow_everybody
from .dates import WhenGiven, enter_published_date


@act(FOUND_COALITION)
def found_coalition(
    *,
    by: Person,
    review: Review,
    name: str,
    languages: Sequence[str],
    today: date,
    due: date | None = None,
    source: str = "",
) -> Coalition:
    """Open a coalition for a review, with the calendar of it; who founds the coalition coordinates it.

    `due`: the day on which submissions are due, as `source` publishes it. Raises MayNotFound, as the operator decides,
    and Refused where that day does not fit.
    """
    if not may_found(by):
        raise MayNotFound
    coalition = Coalition.objects.create(
        review=review, name=name.strip(), languages=list(languages), founded=today, clock_seen=today
    )
    Participation.objects.create(coalition=coalition, person=by, role=Participation.Role.COORDINATOR, since=today)
    calendar_of(coalition, today=today)
    follow_everybody([by])
    if due:
        when = WhenGiven(due)
        enter_published_date(by=by, coalition=coalition, key=SUBMISSION_DEADLINE, when=when, source=source, today=today)
    return coalition
