"""In words: how a State's positions changed between the report and the end."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.upr.responses import label
from openupr.web.numbers import grouped

from ..queries.positions import PositionChanges

_ORDER = ("supported", "partly", "noted", "pending")


@dataclass(frozen=True, slots=True)
class PositionLines:
    """`sentence`: "At first 171 supported, 34 to be examined; in the end 163 supported, 42 noted." `rows`: (address,
    number, recommending State, at first, in the end) of each that changed.
    """

    key: str
    sentence: str
    rows: list[tuple[str, str, str, str, str]]
    url: str = ""


def lines_of(changes: PositionChanges, *, review: int, iso3: str) -> PositionLines:
    """The changes of one review, and the address where its rows are listed."""
    told = _("At first %(first)s; in the end %(last)s.")
    return PositionLines(
        key=f"positions-{review}",
        sentence=told % {"first": _counts(changes.first), "last": _counts(changes.last)},
        rows=[
            (
                reverse("recommendations:recommendation", args=[ask.key]),
                number,
                ask.from_name,
                _word(first),
                _word(last),
            )
            for ask, number, first, last in changes.changed
        ],
        url=reverse("recommendations:state", args=[iso3]) + f"#positions-{review}",
    )


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{grouped(counts[each])} {_word(each)}" for each in _ORDER if counts.get(each))


def _word(response: str) -> str:
    if response == "pending":
        return _("to be examined")
    return _(label(response)).lower() if response else _("no answer")
