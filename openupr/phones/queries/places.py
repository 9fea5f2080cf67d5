"""Groups and their sizes as a room divides, as phones, the facilitator and the projector see them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openupr.accounts.models import Guest
from openupr.coalitions.models import Group
from openupr.workshops.models import Workshop

from ..models import Wishes
from ..rules.places import told

HEADER = ("group", "first_wishes", "second_wishes", "third_wishes", "placed")


@dataclass(frozen=True)
class Size:
    """A group with how many wish it, first, second and third, and how many are placed in it.

    `wished` as the room may see it: None for fewer than five. `placed` is for who seats people, `seen` for the room.
    """

    group: Group
    wished: Sequence[int | None]
    placed: int
    slips: Sequence[str] = ()

    @property
    def seen(self) -> int | None:
        return told(self.placed)


@dataclass(frozen=True)
class Divided:
    """How a room divides; `unplaced`: wish lists that nothing was laid out for yet.

    `is_counted`: wishes are closed and were counted; as long as they are taken no size by wish is shown to anybody.
    """

    wishes_open: bool
    shown: bool
    edition: int
    sizes: list[Size]
    is_counted: bool
    lists: int
    unplaced: int

    @property
    def is_laid_out(self) -> bool:
        return self.lists > self.unplaced


def edition_of(workshop: Workshop) -> int:
    """The edition of a workshop's places, as the workshop was read with its floor."""
    floor = getattr(workshop, "floor", None)
    return floor.places_edition if floor else 0


def are_taken(workshop: Workshop) -> bool:
    """Whether wishes are taken now, as the workshop was read with its floor."""
    floor = getattr(workshop, "floor", None)
    return bool(floor and floor.wishes_open)


def open_groups(workshop: Workshop) -> list[Group]:
    """The groups that one can choose."""
    return list(workshop.coalition.groups.filter(closed=False))


def divided(workshop: Workshop) -> Divided:
    """Sizes by wish and by place. Two queries."""
    floor = getattr(workshop, "floor", None)
    said = list(Wishes.objects.filter(workshop=workshop).values_list("place", "slip"))
    placed = Counter(place for place, _slip in said if place)
    is_counted = bool(floor and floor.wished and not floor.wishes_open)
    wished = floor.wished["wished"] if floor and is_counted else {}
    return Divided(
        wishes_open=bool(floor and floor.wishes_open),
        shown=bool(floor and floor.places_shown),
        edition=edition_of(workshop),
        sizes=[
            Size(
                group=group,
                wished=[told(count) for count in wished.get(str(group.pk), (0, 0, 0))],
                placed=placed[group.pk],
                slips=[slip for place, slip in said if slip and place == group.pk],
            )
            for group in open_groups(workshop)
        ],
        is_counted=is_counted,
        lists=len(said),
        unplaced=sum(place is None for place, _slip in said),
    )


def wishes_of(workshop: Workshop, guest: Guest | None) -> Wishes | None:
    """What a phone wished, and where it is placed."""
    return Wishes.objects.select_related("place").filter(workshop=workshop, guest=guest).first() if guest else None


def rows_of(workshop: Workshop) -> list[dict[str, Any]]:
    """A row a group, by the names of HEADER; nothing for wishes of fewer than five."""
    return [
        dict(zip(HEADER, (each.group.name, *each.wished, each.placed), strict=True)) for each in divided(workshop).sizes
    ]
