"""Who carries what: the grid of asks and States."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from openupr.coalitions.frame import Request
from openupr.coalitions.models import Coalition
from openupr.files.cells import Cell
from openupr.recommendations.queries.the_index import RecordNotReady
from openupr.upr.states import CODES, STATES, State, by_iso3
from openupr.web.downloads import TABLE_KINDS, File, as_csv_or_xlsx

from ..models import Presence
from ..queries.asks import AskLine, asks_of
from ..queries.states import presences
from ..rules import ASKS, CARRIERS
from ..services import carriers as services
from .frame import advocacy_page

_MOST_CELLS = 5000
_CELLS_TO_TICK = 200
"""A grid of more cells is changed group by group: a form has its limits, and so has a bad line."""


@dataclass(frozen=True)
class Column:
    """A State of the grid, how many asks it carries, and where its diplomats are."""

    state: State
    asks: int
    presence: Presence | None

    @property
    def too_many(self) -> bool:
        return self.asks > ASKS


@dataclass(frozen=True)
class GridRow:
    """An ask, and for each column whether its State carries it."""

    ask: AskLine
    cells: list[tuple[str, State, bool]]


@require_safe
def carriers(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The grid, with what nobody carries above it."""
    asks = asks_of(request.about)
    columns = _columns(request.about, asks, request.GET.getlist("add"))
    groups = list(dict.fromkeys(ask.proposal.group for ask in asks))
    one = next((each for each in asks if str(each.pk) == request.GET.get("ask")), None)
    chosen = next((each for each in groups if str(each.pk) == request.GET.get("group")), None)
    shown = [one] if one else [ask for ask in asks if chosen in (None, ask.proposal.group)]
    given: dict[str, Any] = {
        "page_name": _("Who carries what"),
        "asks": asks,
        "columns": columns,
        "groups": groups,
        "chosen": chosen,
        "one": one,
        "ticks": bool(one or chosen) or len(asks) * len(columns) <= _CELLS_TO_TICK,
        "rows": [_row(ask, columns) for ask in shown],
        "uncarried": [ask for ask in asks if not ask.carriers],
        "with_one": [ask for ask in asks if ask.carriers and ask.wanted],
        "carriers": CARRIERS,
        "most": ASKS,
        "kinds": TABLE_KINDS,
        "added": [each.state.iso3 for each in columns],
        "states": [each for each in STATES if each.iso3 != request.about.review.iso3],
    }
    return advocacy_page(request, "advocacy/carriers.html", given)


def _columns(coalition: Coalition, asks: list[AskLine], added: list[str]) -> list[Column]:
    """The States that carry something, in the order of their first asks, then those to be added."""
    load = Counter(iso3 for ask in asks for iso3 in ask.carried_by)
    for iso3 in added[:50]:
        if iso3 in CODES and iso3 != coalition.review.iso3:
            load.setdefault(iso3, 0)
    known = presences(coalition)
    return [Column(by_iso3(iso3), load[iso3], known.get(iso3)) for iso3 in load]


def _row(ask: AskLine, columns: list[Column]) -> GridRow:
    carried = set(ask.carried_by)
    return GridRow(ask, [(f"{ask.pk}-{each.state.iso3}", each.state, each.state.iso3 in carried) for each in columns])


@require_POST
def carriers_save(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Keep what is ticked."""
    chosen, shown = (_cells(request.POST.getlist(name)) for name in ("chosen", "shown"))
    services.save_carriers(by=request.actor, coalition=request.about, chosen=chosen, shown=shown)
    messages.success(request, _("Saved."))
    about = request.POST.get("theme", "")
    if about.removeprefix("ask-").isdecimal():
        return redirect(f"{reverse('advocacy:states', args=[coalition])}?theme={about}")
    return redirect("advocacy:carriers", coalition)


def _cells(texts: list[str]) -> set[services.Cell]:
    """Cells of the form, written “12-NOR”."""
    parts = (text.partition("-") for text in texts[:_MOST_CELLS])
    return {(int(ask), iso3) for ask, _dash, iso3 in parts if ask.isdecimal() and len(ask) < 19}


@require_POST
def carriers_propose(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Fill what is missing from the record."""
    try:
        new = services.propose_carriers(by=request.actor, coalition=request.about)
    except RecordNotReady as reason:
        messages.error(request, str(reason))
        return redirect("advocacy:carriers", coalition)
    if new:
        told = ngettext("%(n)s State proposed. Check it.", "%(n)s carriers proposed. Check them.", len(new))
        messages.success(request, told % {"n": len(new)})
    else:
        messages.info(request, _("Nothing to add: each ask has its carriers, or no State raised its theme."))
    return redirect("advocacy:carriers", coalition)


@require_safe
def carriers_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The grid as CSV or XLSX: a row for each ask, a column for each State."""
    if kind not in TABLE_KINDS:
        raise Http404
    asks = asks_of(request.about)
    columns = _columns(request.about, asks, [])
    header = ["group", "number", "recommendation", "carriers", *(each.state.name for each in columns)]
    rows: list[list[Cell]] = [
        [
            ask.proposal.group.name,
            ask.proposal.number,
            ask.text,
            len(ask.carriers),
            *("x" if carries else "" for _key, _state, carries in _row(ask, columns).cells),
        ]
        for ask in asks
    ]
    about: list[tuple[str, Cell]] = [
        (_("What this is"), _("Which State is to be asked for which recommendation. Private to the coalition.")),
        (_("Made on"), request.today.isoformat()),
    ]
    return as_csv_or_xlsx(kind, "carriers", header, rows, about=about)
