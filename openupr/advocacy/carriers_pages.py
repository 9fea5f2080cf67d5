"""Who carries what: asks and States."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request
from openupr.coalitions.models import Coalition
from openupr.files.cells import Cell
from openupr.recommendations.the_index import RecordNotReady
from openupr.upr.states import by_iso3
from openupr.web.downloads import TABLE_KINDS, File, as_csv_or_xlsx

from .actions import CHOOSE_CARRIERS, SEE_ADVOCACY
from .asks import AskLine, asks_of
from .carriers import CarrierCell, CarrierLine, carrying, placed, propose_carriers, save_carriers
from .frame import advocacy_page
from .rules import CARRIERS

_MOST_CELLS = 5000


@dataclass(frozen=True)
class AskRow:
    """An ask and its States, the best place in its ranking first."""

    ask: AskLine
    states: Sequence[CarrierLine]


@page(COALITION + "advocacy/carriers/", SEE_ADVOCACY)
def carriers(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Each ask with its States, each State with its asks; what no State carries comes first."""
    asks = asks_of(request.about)
    groups = list(dict.fromkeys(ask.proposal.group for ask in asks))
    chosen = next((group for group in groups if str(group.pk) == request.GET.get("group")), None)
    in_table = [ask for ask in asks if chosen in (None, ask.proposal.group)]
    states = placed(request.about, in_table)
    by_state = carrying(request.about, asks)
    context: dict[str, Any] = {
        "page_name": _("Who carries what"),
        "asks": asks,
        "groups": groups,
        "chosen": chosen,
        "rows": [AskRow(ask, states[ask.pk]) for ask in in_table],
        "carrying": by_state,
        "uncarried": [ask for ask in asks if ask.wanted and not ask.carriers],
        "with_one": [ask for ask in asks if ask.carriers and ask.wanted],
        "carriers": CARRIERS,
        "avoided": [state for state in by_state if state.is_avoided],
        "is_first": not any(ask.carriers for ask in asks),
        "kinds": TABLE_KINDS,
    }
    return advocacy_page(request, "advocacy/carriers.html", context)


@page(COALITION + "advocacy/carriers/save/", CHOOSE_CARRIERS, methods="POST")
def carriers_save(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Keep what is ticked."""
    chosen, shown = (_cells(request.POST.getlist(name)) for name in ("chosen", "shown"))
    save_carriers(by=request.actor, coalition=request.about, chosen=chosen, shown=shown)
    messages.success(request, _("Saved."))
    about = request.POST.get("theme", "")
    if about.removeprefix("ask-").isdecimal():
        return redirect(f"{reverse('advocacy:states', args=[coalition])}?theme={about}")
    return redirect("advocacy:carriers", coalition)


def _cells(texts: list[str]) -> set[CarrierCell]:
    """Cells of the form, written “12-NOR”."""
    parts = (text.partition("-") for text in texts[:_MOST_CELLS])
    return {(int(ask), iso3) for ask, _dash, iso3 in parts if ask.isdecimal() and len(ask) < 19}


@page(COALITION + "advocacy/carriers/propose/", CHOOSE_CARRIERS, methods="POST")
def carriers_propose(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Fill what is missing from the record."""
    try:
        new = propose_carriers(by=request.actor, coalition=request.about)
    except RecordNotReady as reason:
        messages.error(request, str(reason))
        return redirect("advocacy:carriers", coalition)
    if new:
        sentence = ngettext("%(n)s State proposed. Check it.", "%(n)s States proposed. Check them.", len(new))
        messages.success(request, sentence % {"n": len(new)})
    elif not asks_of(request.about):
        messages.info(request, _("No recommendation is adopted yet. Adopt first, then propose States."))
    else:
        messages.info(
            request, _("Nothing to add: each adopted recommendation has its States, or no State raised its theme.")
        )
    return redirect("advocacy:carriers", coalition)


@page(COALITION + "advocacy/carriers.<slug:kind>", SEE_ADVOCACY)
def carriers_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The grid as CSV or XLSX: a row for each ask, a column for each State."""
    if kind not in TABLE_KINDS:
        raise Http404
    asks = asks_of(request.about)
    columns = list(dict.fromkeys(iso3 for ask in asks for iso3 in ask.carried_by))
    header = ["group", "number", "recommendation", "carriers", *(by_iso3(iso3).name for iso3 in columns)]
    rows: list[list[Cell]] = [
        [
            ask.proposal.group.name,
            ask.proposal.number,
            ask.text,
            len(ask.carriers),
            *("x" if iso3 in ask.carried_by else "" for iso3 in columns),
        ]
        for ask in asks
    ]
    about: list[tuple[str, Cell]] = [
        (_("What this is"), _("Which State is to be asked for which recommendation. Private to the coalition.")),
        (_("Made on"), request.today.isoformat()),
    ]
    return as_csv_or_xlsx(kind, "carriers", header, rows, about=about)
