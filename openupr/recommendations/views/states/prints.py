"""A State on one page, to print or keep: the same words as a page and as PDF."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from openupr.accounts.pages import page
from openupr.documents.printing import CannotPrint, one_page
from openupr.upr.states import State
from openupr.web.clock import TimedRequest
from openupr.web.downloads import PDF, attachment
from openupr.web.parts import Tab
from openupr.web.this_machine import server_address

from ...actions import READ_THE_RECORD
from ..asking import whole_number
from . import briefs, pages
from .requests import with_state

_STYLE = Path(__file__).parents[2] / "static" / "recommendations" / "sheet.css"


@page("states/<str:name>/brief/", READ_THE_RECORD)
@with_state
def state_brief(request: TimedRequest, *, state: State) -> HttpResponse:
    """What the State was told in its last loaded review, or in the one of `cycle`."""
    return _page(request, state, briefs.received_brief(request, state, _cycle(request)))


@page("states/<str:name>/brief.pdf", READ_THE_RECORD)
@with_state
def state_brief_pdf(request: TimedRequest, *, state: State) -> HttpResponse:
    """The same on one sheet."""
    return _sheet(request, state, briefs.received_brief(request, state, _cycle(request)))


@page("states/<str:name>/recommends/brief/", READ_THE_RECORD)
@with_state
def state_recommends_brief(request: TimedRequest, *, state: State) -> HttpResponse:
    """What the State recommends to others."""
    return _page(request, state, briefs.given_brief(request, state))


@page("states/<str:name>/recommends/brief.pdf", READ_THE_RECORD)
@with_state
def state_recommends_brief_pdf(request: TimedRequest, *, state: State) -> HttpResponse:
    """The same on one sheet."""
    return _sheet(request, state, briefs.given_brief(request, state))


def _cycle(request: HttpRequest) -> int | None:
    return whole_number(request, "cycle", default=0, least=0, most=99) or None


def _page(request: HttpRequest, state: State, sheet: briefs.Sheet | None) -> HttpResponse:
    if sheet is None:
        return _nothing(request, state)
    words = sheet.cut_to(*sheet.on_screen)
    return render(request, "recommendations/brief.html", {**words, "crumbs": _crumbs(state)})


def _sheet(request: HttpRequest, state: State, sheet: briefs.Sheet | None) -> HttpResponse:
    if sheet is None:
        return _nothing(request, state)
    drafts = (
        render_to_string("recommendations/sheet.html", sheet.cut_to(*lengths), request) for lengths in sheet.lengths
    )
    try:
        data = one_page(drafts, css=_style(), base=_base(request))
    except CannotPrint as reason:
        return render(request, "recommendations/not_printed.html", {"reason": str(reason)}, status=503)
    return attachment(f"{sheet.file_name}.pdf", data, PDF, inline=True)


def _base(request: HttpRequest) -> str:
    """What the links of a print are relative to: this page at the server's own address; "" leaves none in it."""
    server = server_address(request)
    return server + request.get_full_path() if server else ""


def _nothing(request: HttpRequest, state: State) -> HttpResponse:
    return render(request, "recommendations/no_brief.html", {"state": state, "crumbs": _crumbs(state)}, status=404)


def _crumbs(state: State) -> list[Tab]:
    page = reverse("recommendations:state", args=[state.iso3])
    return [*pages.crumbs(), Tab(state.name, page)]


@cache
def _style() -> str:
    return _STYLE.read_text()
