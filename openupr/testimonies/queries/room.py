"""What a phone in the room may put in."""

from typing import Any

from django.template import Context

from openupr.accounts.models import Guest

from ..models import Box


def in_the_room(context: Context) -> dict[str, Any] | None:
    """The coalition's open boxes, for the slot on the room's page; nothing where there is none."""
    guest = context.get("guest")
    if not isinstance(guest, Guest):
        return None
    boxes = list(Box.objects.filter(coalition__key=guest.room.circle, closed=None).select_related("coalition"))
    return {"boxes": boxes} if boxes else None
