"""Marking an earlier recommendation beside a draft."""

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request
from openupr.coalitions.models import Group
from openupr.coalitions.rules.refusals import Refused
from openupr.recommendations.queries.coverage import coverage
from openupr.recommendations.queries.the_index import RecordNotReady
from openupr.web.large_numbers import number_in
from openupr.web.refusing import in_words

from .actions import MARK_EARLIER
from .advice_pages import marking_of
from .earlier_cards import shown_looked
from .earlier_list import mark_earlier, marks_of
from .earlier_sentences import asked_before, how_it_judges
from .models import Proposal
from .proposals import compared_wording, proposal_of


@page(GROUP + "recommendations/<int:number>/mark/", MARK_EARLIER, methods="POST")
def proposal_mark(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Mark an earlier recommendation, or take the mark back: as a piece of the page where it asked for one."""
    found = proposal_of(request.about, number)
    if found is None:
        raise Http404
    sent = request.POST
    version = str(sent.get("version", ""))
    try:
        mark_earlier(
            by=request.actor,
            proposal=found,
            asks=sent.getlist("ask"),
            said=str(sent.get("said", "?")),
            language=str(sent.get("language", "")),
            version=number_in(version),
        )
    except Refused as refusal:
        messages.error(request, in_words(refusal))
        return _whole_page(request, found)
    if request.headers.get("HX-Request") != "true":
        return _back(found, sent.get("ask", ""))
    return _list_part(request, found) or _whole_page(request, found)


def _back(found: Proposal, key: str = "") -> HttpResponseRedirect:
    page = reverse("roadmaps:proposal", args=[found.group.coalition.key, found.group_id, found.number])
    return HttpResponseRedirect(f"{page}#earlier-{quote(key)}" if key else page)


def _whole_page(request: Request[Group], found: Proposal) -> HttpResponse:
    """Back to the page; a browser that asked for a piece of it is told to load it whole."""
    back = _back(found)
    if request.headers.get("HX-Request") != "true":
        return back
    return HttpResponse(headers={"HX-Redirect": back.url})


def _list_part(request: Request[Group], found: Proposal) -> HttpResponse | None:
    """The list as it stands now; None where it cannot be had."""
    compared = compared_wording(found)
    iso3 = found.group.coalition.review.iso3
    try:
        held = coverage(iso3, today=request.today)
        before = asked_before(found, marks_of([found])[found.pk], iso3=iso3, held=held)
    except RecordNotReady:
        return None
    if compared is None or before.near is None:
        return None
    given = {
        "here": shown_looked(before.looked, near=before.near, told=before.told),
        "coverage": held,
        "basis": before.near.found.basis,
        "note": before.near.note,
        "judges": how_it_judges(),
        "marking": marking_of(found, compared),
    }
    return render(request, "roadmaps/proposals/here.html", given)
