"""Placing a room in groups: phones wish, a plain rule proposes, a facilitator adjusts and shows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor
from openupr.accounts.models import Guest, Person
from openupr.coalitions.models import Group
from openupr.workshops.models import Workshop

from .actions import PLACE_PHONES, WISH
from .floor import changed, floor_of, phone
from .models import Floor, Wishes
from .rules.places import (
    MOST_SLIPS,
    EnoughSlips,
    SlipIsNoted,
    SlipIsNotNoted,
    WishesClosed,
    count_to_show,
    counted,
    proposal,
    slip_number,
    tidy_wishes,
    to_move,
)

HEADER = ("group", "first_wishes", "second_wishes", "third_wishes", "placed")


@dataclass(frozen=True)
class GroupSize:
    """A group with how many wish it, first, second and third, and how many are placed in it.

    `wished` as the room may see it: None for fewer than five. `placed` is for who seats people,
    `seen` for the room.
    """

    group: Group
    wished: Sequence[int | None]
    placed: int
    slips: Sequence[str] = ()

    @property
    def seen(self) -> int | None:
        return count_to_show(self.placed)


@dataclass(frozen=True)
class Divided:
    """How a room divides; `unplaced`: wish lists that nothing was laid out for yet.

    `is_counted`: wishes are closed and were counted; as long as they are taken no size by wish is
    shown to anybody.
    """

    wishes_open: bool
    shown: bool
    edition: int
    sizes: list[GroupSize]
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
    wishes = list(Wishes.objects.filter(workshop=workshop).values_list("place", "slip"))
    placed = Counter(place for place, _slip in wishes if place)
    is_counted = bool(floor and floor.wished and not floor.wishes_open)
    wished = floor.wished["wished"] if floor and is_counted else {}
    return Divided(
        wishes_open=bool(floor and floor.wishes_open),
        shown=bool(floor and floor.places_shown),
        edition=edition_of(workshop),
        sizes=[
            GroupSize(
                group=group,
                wished=[count_to_show(count) for count in wished.get(str(group.pk), (0, 0, 0))],
                placed=placed[group.pk],
                slips=[slip for place, slip in wishes if slip and place == group.pk],
            )
            for group in open_groups(workshop)
        ],
        is_counted=is_counted,
        lists=len(wishes),
        unplaced=sum(place is None for place, _slip in wishes),
    )


def wishes_of(workshop: Workshop, guest: Guest | None) -> Wishes | None:
    """What a phone wished, and where it is placed."""
    return Wishes.objects.select_related("place").filter(workshop=workshop, guest=guest).first() if guest else None


def rows_of(workshop: Workshop) -> list[dict[str, Any]]:
    """A row a group, by the names of HEADER; nothing for wishes of fewer than five."""
    return [
        dict(zip(HEADER, (size.group.name, *size.wished, size.placed), strict=True)) for size in divided(workshop).sizes
    ]


_EDITION = "places_edition"


@act(
    PLACE_PHONES,
    {True: _("Let phones choose a group"), False: _("Let phones choose a group no longer")},
    about="workshop",
    varies_by="taken",
)
def take_wishes(*, by: Person, workshop: Workshop, taken: bool) -> Floor:
    """Phones may wish from now on, or not any more; what they wished stays, and is counted for the
    room.
    """
    if not taken:
        _count(workshop)
    return _switch(workshop, "wishes_open", taken)


@act(WISH, about="workshop")
def wish(*, by: Actor, workshop: Workshop, groups: Sequence[int]) -> Wishes:
    """A phone's wishes, the first first; what it wished before is replaced.

    Raises OnlyFromTheRoom, TooFast, WishesClosed, NoWish.
    """
    guest, wanted = phone(by), tidy_wishes(groups)
    if not floor_of(workshop).wishes_open:
        raise WishesClosed
    wishes, _is_new = Wishes.objects.update_or_create(workshop=workshop, guest=guest, defaults={"ranked": wanted})
    changed(workshop, _EDITION)
    return wishes


@act(PLACE_PHONES, _("Enter the choices of a slip of paper"), about="workshop")
def enter_slip(*, by: Person, workshop: Workshop, slip: str, groups: Sequence[int], replaces: bool = False) -> Wishes:
    """The wishes on a numbered slip of paper, of who has no phone; `replaces`: those that were
    noted of this number.

    Raises NoWish, SlipIsNoted, SlipIsNotNoted, EnoughSlips.
    """
    wanted, slip = tidy_wishes(groups), slip_number(slip)
    floor_of(workshop)
    on_slips = list(Wishes.objects.filter(workshop=workshop, guest=None))
    known = next((noted for noted in on_slips if slip_number(noted.slip) == slip), None)
    if known is None and replaces:
        raise SlipIsNotNoted(slip)
    if known and known.ranked != wanted and not replaces:
        raise SlipIsNoted(slip)
    if known is None and len(on_slips) >= MOST_SLIPS:
        raise EnoughSlips
    wishes = known or Wishes(workshop=workshop, slip=slip)
    wishes.ranked = wanted
    wishes.save()
    changed(workshop, _EDITION)
    return wishes


@act(PLACE_PHONES, _("Propose which phone goes to which group"), about="workshop")
def propose_places(*, by: Person, workshop: Workshop) -> int:
    """Propose by the rule who goes where; earlier adjustments are replaced. Returns how many are
    placed.
    """
    floor_of(workshop)
    wishes = {wishes_of_one.pk: wishes_of_one for wishes_of_one in Wishes.objects.filter(workshop=workshop)}
    open_groups = list(workshop.coalition.groups.filter(closed=False).values_list("pk", flat=True))
    placed = proposal({number: wishes_of_one.ranked for number, wishes_of_one in wishes.items()}, open_groups)
    for number, group in placed.items():
        wishes[number].place_id = group
    Wishes.objects.bulk_update(wishes.values(), ["place"])
    _count(workshop)
    changed(workshop, _EDITION)
    return len(placed)


@act(PLACE_PHONES, _("Move places from one group to another"), about="workshop")
def move_places(*, by: Person, workshop: Workshop, origin: Group, to: Group, how_many: int) -> None:
    """So many of one group go to another: those who wished it most. Raises NotSoMany."""
    floor_of(workshop)
    there = dict(Wishes.objects.filter(workshop=workshop, place=origin).values_list("pk", "ranked"))
    Wishes.objects.filter(pk__in=to_move(there, to.pk, how_many)).update(place=to)
    changed(workshop, _EDITION)


@act(
    PLACE_PHONES,
    {True: _("Show phones their groups"), False: _("Show phones their groups no longer")},
    about="workshop",
    varies_by="shown",
)
def show_places(*, by: Person, workshop: Workshop, shown: bool) -> Floor:
    """Each phone sees its group from now on, or not any more."""
    return _switch(workshop, "places_shown", shown)


def _count(workshop: Workshop) -> None:
    """What the room may see of the wishes, unless they are still taken: then it would see each one
    come.
    """
    floor = floor_of(workshop)
    floor.wished = counted(
        list(Wishes.objects.filter(workshop=workshop).values_list("ranked", flat=True)), floor.wished
    )
    floor.save(update_fields=["wished"])


def _switch(workshop: Workshop, name: str, value: bool) -> Floor:
    floor = floor_of(workshop)
    setattr(floor, name, value)
    floor.places_edition += 1
    floor.save(update_fields=[name, _EDITION])
    return floor
