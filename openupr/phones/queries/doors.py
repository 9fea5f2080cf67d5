"""Ways from other pages to what phones can do: from the room's page, from a workshop's."""

from dataclasses import dataclass
from typing import Any

from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.models import Guest
from openupr.accounts.rooms import door_of, guest_of, open_within
from openupr.coalitions.clock import day_of
from openupr.coalitions.models import Coalition
from openupr.workshops.agenda import running_or_next
from openupr.workshops.models import Workshop

from ..models import Floor, QuizQuestion
from .tables import group_of


def links_of_the_room(context: Context) -> dict[str, Any] | None:
    """The room's pages, for the head of a page that a phone of the room opens elsewhere; None of a table's device."""
    found = _now_in_the_room(guest_of(context["request"]), context)
    return found if found and "workshop" in found else None


def on_a_phone(context: Context) -> dict[str, Any] | None:
    """What a phone can do now, for the slot on the room's page."""
    found = _now_in_the_room(context.get("guest"), context)
    return found | {"doors": _doors(found["workshop"])} if found and "workshop" in found else found


@dataclass(frozen=True)
class RoomDoor:
    """A page of the room: what to do there while it is open, else what it is about."""

    label: str
    url: str
    is_open: bool


def _doors(workshop: Workshop) -> list[RoomDoor]:
    """What phones can do, what is open at this moment first. Two queries."""
    floor = Floor.objects.filter(workshop=workshop).first()
    asks = QuizQuestion.objects.filter(workshop=workshop, state=QuizQuestion.State.OPEN).exists()
    find = _("Find your group") if floor and floor.wishes_open else _("See your group")
    pages = [
        ("questions", _("Ask the speakers"), _("Questions to the speakers"), bool(floor and floor.questions_open)),
        ("quiz", _("Join the quiz"), _("Quiz"), asks),
        ("places", find, _("Your group"), bool(floor and (floor.wishes_open or floor.places_shown))),
    ]
    key = [workshop.coalition.key, workshop.pk]
    doors = [
        RoomDoor(to_do if is_open else about, reverse(f"phones:{name}", args=key), is_open)
        for name, to_do, about, is_open in pages
    ]
    return sorted(doors, key=lambda door: not door.is_open)


def _now_in_the_room(guest: object, context: Context) -> dict[str, Any] | None:
    if not isinstance(guest, Guest):
        return None
    group = group_of(guest.room)
    if group:
        return {"coalition": group.coalition, "group": group}
    coalition = Coalition.objects.select_related("review").filter(key=guest.room.circle).first()
    if coalition is None:
        return None
    workshop = running_or_next(coalition, day_of(coalition, context["request"].now))
    return {"coalition": coalition, "workshop": workshop} if workshop else None


def beside_a_workshop(context: Context) -> dict[str, Any] | None:
    """Whether the room is open, and the way to what phones do in it, for the slot on a workshop's page."""
    workshop = context.get("workshop")
    if not isinstance(workshop, Workshop):
        return None
    coalition, request = workshop.coalition, context.get("request")
    door = door_of(request, coalition.key) if request else None
    given = {"coalition": coalition, "workshop": workshop, "may": context.get("may"), "door": door}
    return given | {"tables_open": 0 if door else open_within(coalition.key, today=context["request"].today)}
