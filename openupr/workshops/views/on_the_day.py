"""The agenda in the room: on the projector, on phones."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request

from ..actions.agenda import READ_ON_PHONE, SEE_WORKSHOP
from ..addresses import WORKSHOP
from ..models import Workshop
from ..queries.agenda import agenda_of, is_unreviewed, stage_at


def _now(request: Request[Workshop], language: str = "") -> dict[str, Any]:
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
    """What everybody in the room sees: the session that runs, the time left, what comes next."""
    return render(request, "workshops/projector.html", _now(request))


@page(WORKSHOP + "projector/stage/", SEE_WORKSHOP)
def stage(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The part of the projector that changes, asked for every few seconds."""
    return render(request, "workshops/stage.html", _now(request))


@page(WORKSHOP + "phone/", READ_ON_PHONE)
def phone(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The agenda on a phone, for guests of the room too: nothing of the coalition stands around it."""
    return render(request, "workshops/phone.html", _now(request, get_language() or ""))
