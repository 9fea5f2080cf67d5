"""Changing what a coalition is called, which review it prepares, in which languages."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.reviews.models import Review
from openupr.timeline.calendars import move_calendar

from ..actions.coalition import CHANGE_COALITION
from ..models import Coalition
from ..rules.refusals import Refused


class AnotherState(Refused):
    """A coalition prepares the reviews of one State; for another one a new coalition is founded."""

    def __init__(self) -> None:
        super().__init__(_("A coalition stays with its State. For another State, start another coalition."))


@act(CHANGE_COALITION, gettext_lazy("Change the coalition's name, languages or review"), about="coalition")
def change_coalition(
    *, by: Person, coalition: Coalition, name: str, review: Review, languages: Sequence[str], today: date
) -> Coalition:
    """Give a coalition its name, review and languages; its calendar moves along.

    Raises AnotherState for a review of another State.
    """
    if review.iso3 != coalition.review.iso3:
        raise AnotherState
    if review != coalition.review and coalition.calendar:
        move_calendar(calendar=coalition.calendar, review=review, today=today)
    coalition.name, coalition.review, coalition.languages = name.strip(), review, list(languages)
    coalition.save(update_fields=["name", "review", "languages"])
    return coalition


@act(CHANGE_COALITION, gettext_lazy("Set the coalition to another session"), about="coalition")
def take_review(*, by: Person, coalition: Coalition, review: Review, today: date) -> Coalition:
    """Set the coalition to another review of its State; its calendar moves along. Raises AnotherState."""
    if review.iso3 != coalition.review.iso3:
        raise AnotherState
    if coalition.calendar:
        move_calendar(calendar=coalition.calendar, review=review, today=today)
    coalition.review = review
    coalition.save(update_fields=["review"])
    return coalition
