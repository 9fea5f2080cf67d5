"""What runs in the room today: one card for each thing that people do, and what a phone sees."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.template import Context
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from openupr.accounts.models import Guest
from openupr.coalitions.clock import day_of, local_now
from openupr.coalitions.models import Coalition
from openupr.roadmaps.plenary import plenary_of
from openupr.web.hooks import Hook

from .agenda import agenda_of, running_or_next, stage_at
from .models import Day, Workshop
from .workshops import room_of


@dataclass(frozen=True)
class TodayCard:
    """A card: its `state` in a sentence, the page to run or see it, and its `projector` page or "".

    `is_on`: it runs now. `ways`: what can be done at once, each a name and an address.
    """

    label: str
    state: str
    url: str
    projector: str = ""
    is_on: bool = False
    ways: Sequence[tuple[str, str]] = ()


Cards = Callable[[Workshop, Collection[str], date], Iterable[TodayCard]]
# Called with the workshop, the names of the actions that are open to the reader, and the day.
TODAY = Hook[Cards]("TODAY")


def cards_of(
    workshop: Workshop, may: Collection[str], *, now: datetime, is_in_the_room: bool = False
) -> list[TodayCard]:
    """All cards of a workshop; `now` by the clock of its country."""
    runs_it = "workshops.open-room" in may
    all_cards = [_agenda(workshop, now, runs_it), _room(workshop, now.date(), is_in_the_room and not runs_it)]
    all_cards += [card for cards in TODAY for card in cards(workshop, may, now.date())]
    return [*all_cards, _plenary(workshop), _boxes(workshop)]


def _agenda(workshop: Workshop, now: datetime, runs_it: bool) -> TodayCard:
    """Who runs it is led to the whole agenda, others to the day on a phone."""
    days = agenda_of(workshop)
    stage = stage_at(days, now)
    if stage.line:
        words = {"session": stage.line.heading, "end": f"{stage.line.session.end:%H:%M}"}
        state = _("%(session)s, until %(end)s") % words
    elif stage.next_line:
        words = {"session": stage.next_line.heading, "start": f"{stage.next_line.session.start:%H:%M}"}
        state = _("Next: %(session)s, at %(start)s") % words
    elif any(day.lines and day.day.date == now.date() for day in days):
        state = _("Today's programme is over.")
    else:
        state = _("No session runs now.")
    parts = [workshop.coalition.key, workshop.pk]
    at_day = "".join(f"#day-{day.number}" for day in days if day.day.date == now.date())
    return TodayCard(
        _("Agenda"),
        state,
        reverse("workshops:workshop", args=parts) if runs_it else reverse("workshops:phone", args=parts) + at_day,
        reverse("workshops:projector", args=parts),
        is_on=stage.line is not None,
    )


def _room(workshop: Workshop, today: date, is_in_it: bool) -> TodayCard:
    if is_in_it:
        return TodayCard(_("Back to the room"), _("You are in the room."), reverse("accounts:room"), is_on=True)
    room = room_of(workshop.coalition, today)
    state = _("Open with the code %(code)s.") % {"code": room.code} if room else _("Closed to phones.")
    address = reverse("workshops:workshops", args=[workshop.coalition.key])
    return TodayCard(_("The room"), state, f"{address}#room", is_on=room is not None)


def _plenary(workshop: Workshop) -> TodayCard:
    plenary = plenary_of(workshop.coalition)
    key = [workshop.coalition.key]
    if plenary is None:
        state = _("Not opened yet.")
    elif plenary.closed:
        state = _("Closed.")
    elif plenary.presenting:
        state = _("Open: %(group)s presents.") % {"group": plenary.presenting}
    else:
        state = _("Open: no group presents yet.")
    is_on = plenary is not None and not plenary.closed
    projector = reverse("roadmaps:plenary-projector", args=key) if is_on else ""
    return TodayCard(_("Plenary"), state, reverse("roadmaps:plenary", args=key), projector, is_on=is_on)


def _boxes(workshop: Workshop) -> TodayCard:
    """Where one box is open, its card leads into it."""
    key, boxes = workshop.coalition.key, list(workshop.coalition.boxes.filter(closed=None))
    n = len(boxes)
    state = ngettext("%(n)s box is open.", "%(n)s boxes are open.", n) % {"n": n} if n else _("No box is open.")
    label, address = _("Evaluation and testimonies"), reverse("testimonies:boxes", args=[key])
    if n != 1:
        return TodayCard(label, state, address, is_on=n > 0)
    ways = []
    if boxes[0].questions:
        ways.append((_("Fill in an evaluation"), reverse("testimonies:evaluate", args=[key, boxes[0].pk])))
    if boxes[0].takes_testimonies:
        ways.append((_("Give a testimony"), reverse("testimonies:tell", args=[key, boxes[0].pk])))
    return TodayCard(label, state, reverse("testimonies:box", args=[key, boxes[0].pk]), is_on=True, ways=ways)


def workshop_in_the_room(context: Context) -> dict[str, Any] | None:
    """What runs now, and the workshop, for the slot on the room's page; None without a workshop."""
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
    """Today's workshops of a person's coalitions, for the slot on "For me". One query.

    `over`: the workshops with nothing more on today's agenda.
    """
    request = context["request"]
    near = [request.today + timedelta(days=n) for n in (-1, 0, 1)]
    days = Day.objects.filter(date__in=near, workshop__coalition__participations__person=request.user)
    days = days.annotate(ends=Max("sessions__end"))
    running = [
        day
        for day in days.select_related("workshop__coalition__review").order_by("date", "pk")
        if day.date == day_of(day.workshop.coalition, request.now)
    ]
    over = {
        day.workshop
        for day in running
        if day.ends and day.ends <= local_now(day.workshop.coalition, request.now).time()
    }
    return {"running": [day.workshop for day in running], "over": over} if running else None
