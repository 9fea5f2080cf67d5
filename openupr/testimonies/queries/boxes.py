"""Boxes, and what may be told of them while they are open."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from openupr.accounts.rules import hashed_link
from openupr.coalitions.models import Coalition

from ..models import Box, Testimony
from ..rules.five import in_fives


def boxes_of(coalition: Coalition) -> QuerySet[Box]:
    """The newest first, each with its number of testimonies as `told`."""
    return coalition.boxes.annotate(told=Count("testimonies"))


def box_by_link(secret: str) -> Box | None:
    """The open box to which a link leads."""
    found = Box.objects.select_related("coalition").filter(link_hash=hashed_link(secret), closed=None)
    return found.exclude(link_hash="").first() if secret else None


@dataclass(frozen=True, slots=True)
class Filling:
    """How full a box is: of an open one in fives, so that nobody sees it grow by one.

    Of testimonies the number is exact for those who read them alone. Others are told how many were put in, in fives,
    and that never gets less: they would see that one was withdrawn, and when.
    """

    sheets: int
    testimonies: int
    exact: bool
    exact_testimonies: bool = False


def filling_of(box: Box, told: int, *, reads: bool = False) -> Filling:
    """What may be told of a box with so many testimonies; `reads`: to somebody who reads them once it is closed."""
    to_others = max(box.testimonies_told, in_fives(told))
    if box.is_open:
        # Each by itself: with sheets of one's own one cannot count those of others.
        sheets = in_fives(box.sheets - box.typed_in) + in_fives(box.typed_in)
        return Filling(sheets, to_others, exact=False)
    return Filling(box.sheets, told if reads else to_others, exact=True, exact_testimonies=reads)


def testimonies_in(box: Box) -> Sequence[Testimony]:
    """The testimonies of a closed box, in no order that says anything; of an open one none."""
    return [] if box.is_open else list(box.testimonies.order_by("state", "pk"))
