"""The door of a workshop today: how many have come."""

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.workshops.models import Workshop
from openupr.workshops.today import TodayCard

from ..models import Attended


def at_the_door_today(workshop: Workshop, may: Collection[str], today: date) -> Iterator[TodayCard]:
    """One card, for those who tick who comes. Two queries."""
    if "attendance.tick" not in may:
        return
    came = Attended.objects.filter(day__workshop=workshop, day__date=today).count()
    told = {"here": came, "n": workshop.registrations.count()}
    state = _("%(here)s of %(n)s are here.") % told
    yield TodayCard(_("At the door"), state, reverse("attendance:today", args=[workshop.coalition.key, workshop.pk]))
