"""What a phone in the room sees of the agenda."""

from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.template import Context
from django.utils.translation import get_language

from openupr.accounts.models import Guest
from openupr.coalitions.clock import day_of, local_now
from openupr.coalitions.models import Coalition

from ..models import Day
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


def running_for_me(context: Context) -> dict[str, Any] | None:
    """The workshops of somebody's coalitions that are held today, for the slot on "For me". `over`: those of them with
    nothing more in the agenda today. One query.
    """
    request = context["request"]
    near = [request.today + timedelta(days=n) for n in (-1, 0, 1)]
    days = Day.objects.filter(date__in=near, workshop__coalition__participations__person=request.user)
    days = days.annotate(ends=Max("sessions__end"))
    found = [
        each
        for each in days.select_related("workshop__coalition__review").order_by("date", "pk")
        if each.date == day_of(each.workshop.coalition, request.now)
    ]
    over = {
        each.workshop
        for each in found
        if each.ends and each.ends <= local_now(each.workshop.coalition, request.now).time()
    }
    return {"running": [each.workshop for each in found], "over": over} if found else None
