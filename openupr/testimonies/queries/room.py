"""What a phone in the room may put in, and who looks at what comes after a workshop."""

from typing import Any

from django.template import Context
from django.utils.translation import get_language

from openupr.accounts.models import Guest

from ..models import Box
from ..rules.sentences import sentences
from .titles import titled


def testimonies_in_the_room(context: Context) -> dict[str, Any] | None:
    """The coalition's open boxes, each with its title as it is read here, for the slot on the room's page; where there
    is none, the way to take a testimony back if any box took one.
    """
    guest = context.get("guest")
    if not isinstance(guest, Guest):
        return None
    all_of_them = list(Box.objects.filter(coalition__key=guest.room.circle).select_related("coalition"))
    boxes = [each for each in all_of_them if each.is_open]
    language = get_language() or "en"
    took = bool(boxes) or any(each.takes_testimonies for each in all_of_them)
    return {"boxes": titled(boxes, language), "say": sentences(language), "took": took}


def open_after_a_workshop(context: Context) -> dict[str, Any] | None:
    """The coalition's open boxes, each with its title as it is read here, for the slot on the page "After"."""
    boxes = list(Box.objects.filter(coalition=context["coalition"], closed=None))
    if not boxes or "testimonies.answer" not in context["may"]:
        return None
    return {"coalition": context["coalition"], "boxes": titled(boxes, get_language() or "en")}


def open_for_me(context: Context) -> dict[str, Any] | None:
    """The open boxes of somebody's coalitions, for the slot on "For me". Nothing waits: who answered is not known."""
    boxes = Box.objects.filter(closed=None, coalition__participations__person=context["request"].user)
    found = titled(list(boxes.select_related("coalition").distinct()), get_language() or "en")
    return {"boxes": found} if found else None
