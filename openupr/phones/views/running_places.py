"""How a room divides into groups, for who runs it and on the projector."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.web.downloads import File, as_csv_or_json
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from ..actions import PLACE_PHONES, SHOW_PLACES
from ..forms.places import MoveForm, SlipForm
from ..queries.places import HEADER, divided, edition_of, open_groups, rows_of
from ..services.places import enter_slip, move_places, propose_places, show_places, take_wishes
from .phone import on_phone, unchanged


@page(WORKSHOP + "places/run/", PLACE_PHONES, name="places-run")
def run(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Sizes by wish and by place; the next step as a button."""
    return _page(request)


def _page(
    request: Request[Workshop], *, slip: SlipForm | None = None, move: MoveForm | None = None, status: int = 200
) -> HttpResponse:
    groups = open_groups(request.about)
    given: dict[str, Any] = {
        "page_name": _("Finding one’s group"),
        "divided": divided(request.about),
        "slip": slip or SlipForm(groups=groups, auto_id="slip-%s"),
        "move": move or MoveForm(groups=groups, auto_id="move-%s"),
    }
    return coalition_page(request, "phones/places/run.html", given, status=status)


@page(WORKSHOP + "places/step/", PLACE_PHONES, name="places-step", methods="POST")
def step(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Take choices or not, lay out a proposal, show it or not: the button says which."""
    on = {"by": request.actor, "workshop": request.about}
    match request.POST.get("do"):
        case "open" | "close" as what:
            take_wishes(**on, taken=what == "open")
        case "show" | "hide" as what:
            show_places(**on, shown=what == "show")
        case "propose":
            placed = propose_places(**on)
            words = ngettext("%(n)s list of choices is placed.", "%(n)s lists of choices are placed.", placed) % {
                "n": placed
            }
            messages.success(request, words)
        case _:
            raise Http404
    return redirect("phones:places-run", coalition, workshop)


@page(WORKSHOP + "places/slip/", PLACE_PHONES, name="places-slip", methods="POST")
def slip(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The wishes on a slip of paper."""
    form = SlipForm(request.POST, groups=open_groups(request.about), auto_id="slip-%s")
    if form.is_valid():
        with refusals_in(form):
            number = form.cleaned_data["slip"]
            replaces = form.cleaned_data["replaces"]
            noted = enter_slip(
                by=request.actor, workshop=request.about, slip=number, groups=form.ranked(), replaces=replaces
            )
            messages.success(request, _("Slip %(number)s is noted.") % {"number": noted.slip})
            return redirect("phones:places-run", coalition, workshop)
    return _page(request, slip=form, status=422)


@page(WORKSHOP + "places/move/", PLACE_PHONES, name="places-move", methods="POST")
def move(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """So many of one group into another."""
    form = MoveForm(request.POST, groups=open_groups(request.about), auto_id="move-%s")
    if form.is_valid():
        with refusals_in(form):
            move_places(by=request.actor, workshop=request.about, **form.cleaned_data)
            return redirect("phones:places-run", coalition, workshop)
    return _page(request, move=form, status=422)


@page(WORKSHOP + "places/projector/", SHOW_PLACES, name="places-projector")
def projector(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What the whole room sees: the groups and how many are where."""
    return on_phone(request, "phones/places/projector.html", {"divided": divided(request.about)})


@page(WORKSHOP + "places/projector/stage/", SHOW_PLACES, name="places-stage")
def stage(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The part of the projector that changes."""
    same = unchanged(request, edition_of(request.about))
    return same or on_phone(request, "phones/places/stage.html", {"divided": divided(request.about)})


@page(WORKSHOP + "places/places.<slug:kind>", SHOW_PLACES, name="places-file")
def as_file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> File:
    """The groups with their sizes, as CSV or JSON."""
    beside = {"workshop": request.about.title}
    return as_csv_or_json(kind, "groups", HEADER, rows_of(request.about), beside=beside)
