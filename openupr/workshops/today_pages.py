"""Workshop today, and the agenda in the room: on the projector and on phones."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.accounts.rooms import code_to_enter, guest_of
from openupr.coalitions.frame import Request, coalition_page

from .actions import READ_ON_PHONE, SEE_WORKSHOP, is_open_to, of_the_day
from .addresses import WORKSHOP
from .agenda import agenda_of, is_unreviewed, stage_at
from .models import Workshop
from .today import cards_of


@page(WORKSHOP + "today/", SEE_WORKSHOP)
def today(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What runs now first, each with the way to it and to the projector."""
    guest = guest_of(request)
    is_in = guest is not None and is_open_to(guest, request.about)
    is_its_day = request.about in of_the_day(request.about.coalition, request.today)
    cards = cards_of(request.about, request.may, now=request.now, is_in_the_room=is_in)
    context = {
        "page_name": _("Workshop today"),
        "cards": sorted(cards, key=lambda card: not card.is_on),
        "runs_it": "workshops.open-room" in request.may,
        "code": code_to_enter(request, coalition) if is_its_day else "",
    }
    return coalition_page(request, "workshops/today.html", context)


def _agenda_now(request: Request[Workshop], language: str = "") -> dict[str, Any]:
    about, here = request.about, request.now
    agenda = agenda_of(about, language)
    return {
        "coalition": about.coalition,
        "workshop": about,
        "title": about.said("title", language),
        "place": about.said("place", language),
        # As text: a template would turn it into the server's own time.
        "clock": f"{here:%H:%M}",
        "days": agenda,
        "unreviewed": is_unreviewed(agenda),
        "now": stage_at(agenda, here),
    }


@page(WORKSHOP + "projector/", SEE_WORKSHOP)
def projector(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What everybody in the room sees: the current session, the time left, what comes next."""
    return render(request, "workshops/projector.html", _agenda_now(request))


@page(WORKSHOP + "projector/stage/", SEE_WORKSHOP)
def stage(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The part of the projector that changes; the page loads it every few seconds."""
    return render(request, "workshops/stage.html", _agenda_now(request))


@page(WORKSHOP + "phone/", READ_ON_PHONE)
def phone(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The agenda on a phone, also for guests of the room, without the coalition's frame."""
    return render(request, "workshops/phone.html", _agenda_now(request, get_language() or ""))
