"""What a phone in the room may put in."""

from typing import Any

from django.template import Context
from django.utils.translation import get_language

from openupr.accounts.models import Guest

from ..models import Box
from ..rules.sentences import sentences


def in_the_room(context: Context) -> dict[str, Any] | None:
    """The coalition's open boxes, for the slot on the room's page; nothing where there is none."""
    guest = context.get("guest")
    if not isinstance(guest, Guest):
        return None
    boxes = list(Box.objects.filter(coalition__key=guest.room.circle, closed=None).select_related("coalition"))
    return {"boxes": boxes, "say": sentences(get_language() or "en")} if boxes else None
