"""What a phone in the room sees of the agenda."""

from typing import Any

from django.template import Context
from django.utils.translation import get_language

from openupr.accounts.models import Guest
from openupr.coalitions.models import Coalition
from openupr.coalitions.queries.clock import local_now

from .agenda import agenda_of, running_or_next, stage_at


def workshop_in_the_room(context: Context) -> dict[str, Any] | None:
    """What runs now and the way to the agenda, for the slot on the room's page; nothing where there is none."""
    guest = context.get("guest")
    if not isinstance(guest, Guest):
        return None
    coalition = Coalition.objects.select_related("review").filter(key=guest.room.circle).first()
    here = local_now(coalition, context["request"].now) if coalition else None
    workshop = running_or_next(coalition, here.date()) if coalition and here else None
    if workshop is None or here is None:
        return None
    language = get_language() or ""
    stage = stage_at(agenda_of(workshop, language), here)
    return {"coalition": coalition, "workshop": workshop, "title": workshop.said("title", language), "stage": stage}
