"""Changing what a coalition is called, which review it prepares, in which languages."""

from collections.abc import Sequence

from openupr.accounts.models import Person
from openupr.reviews.models import Review

from ..models import Coalition
from ..permissions.coalition import CHANGE_COALITION
from .acting import act
from .refusals import Refused


class AnotherState(Refused):
    """A coalition prepares the reviews of one State; for another one a new coalition is founded."""

    def __init__(self) -> None:
        super().__init__("A coalition stays with its State. For another State, found another coalition.")


@act(CHANGE_COALITION, about="coalition")
def change_coalition(
    *, by: Person, coalition: Coalition, name: str, review: Review, languages: Sequence[str]
) -> Coalition:
    """Give a coalition its name, review and languages. Raises AnotherState for a review of another State."""
    if review.iso3 != coalition.review.iso3:
        raise AnotherState
    coalition.name, coalition.review, coalition.languages = name.strip(), review, list(languages)
    coalition.save(update_fields=["name", "review", "languages"])
    return coalition
