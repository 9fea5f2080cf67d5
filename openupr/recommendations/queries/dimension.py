"""What a dimension of the record is: how a person's word becomes a value, how a value is read and written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext

from .dimension_values import NONE, Record, Value


def every_value(value: Value) -> bool:
    """What a dimension lists unless it says otherwise."""
    return True


class About(Enum):
    """What a dimension tells something of. The ranking of States to ask (`targets`) treats each differently."""

    THEME = auto()
    """What is recommended."""
    GIVER = auto()
    """The recommending State."""
    STATE = auto()
    """The State under Review."""
    REVIEW = auto()
    """The review: all its recommendations from one source have the same value."""
    ENTRY = auto()
    """How one recommendation was answered and printed."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to divide the record: pages, API, commands and the index have each of `DIMENSIONS`.

    `multiple`: a recommendation may have several values of it.
    """

    name: str
    title: str | Promise
    about: About
    # What a sentence says of it. A pledge is made by the State under Review (`pledged`).
    phrase: str
    # The value of a row, from the fields that services/build_index.py reads.
    value_of: Callable[[Record], Value | Sequence[Value] | None]
    found_by: Callable[[str], Value]
    named_by: Callable[[Value], str] = str
    pledged: str = ""
    # Where a sentence says it: places count from the front.
    place: int = 99
    # The place of a value, where values follow one another: all of them are shown then.
    sequence: Callable[[Value], int] | None = None
    # Results can be sorted by it.
    sorts: bool = False
    multiple: bool = False
    # A pledge has it, too: its State is both the one that speaks and the one under review.
    of_pledges: bool = True
    # What else a value is called by those who look for it in a list.
    also_named: Callable[[Value], tuple[str, ...]] | None = None
    # Programs get the index's value itself: a number, or one of `responses.RESPONSES`.
    bare: bool = False
    # Which values are listed and counted; others can only be asked for.
    is_listed: Callable[[Value], bool] = every_value
    # Its values with those that are only suggested; None where nothing is suggested.
    with_suggestions: Callable[[Record], Value | Sequence[Value] | None] | None = None
    # Not every source tells it: a number that depends on it says of how many rows it is known.
    is_code: bool = False
    # A row without a value has none, and that is known.
    none_is_known: bool = False
    # So many values that a page lists them only where a filter on one of these leaves few.
    listed_with: tuple[str, ...] = ()

    @property
    def parameter(self) -> str:
        """Its name in an address."""
        return self.name

    @property
    def excluding_parameter(self) -> str:
        """Its name in an address where rows that have a value are kept out."""
        return f"not-{self.name}"

    def column(self, *, suggested: bool = False) -> str:
        """The index's column of its values; `suggested`: of those, too, that are only suggested."""
        return f"{self.name}-suggested" if suggested and self.with_suggestions else self.name

    def phrase_for(self, *, pledge: bool) -> str:
        """What a sentence says of it, about pledges or about recommendations; not translated yet."""
        return self.pledged if pledge and self.pledged else self.phrase

    def find(self, text: str) -> Value | None:
        """The value a person means; UnknownName for anything that nothing is called by."""
        return None if text.strip().lower() == NONE else self.found_by(text)

    def label(self, value: Value | None) -> str:
        """The value in a reader's words."""
        return gettext("none") if value is None else self.named_by(value)

    def other_names(self, value: Value | None) -> tuple[str, ...]:
        """What else the value is called: the other names and the code of a State."""
        return self.also_named(value) if self.also_named and value is not None else ()

    def written(self, value: Value | None) -> str:
        """The value in an address; `find` reads it back."""
        return NONE if value is None else str(value)

    def plain(self, value: Value | None) -> Value | None:
        """The value as programs get it: a number, a response, or the display name, in English."""
        if value is None or self.bare:
            return value
        with translation.override("en"):
            return self.label(value)
