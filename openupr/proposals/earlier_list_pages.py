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
from openupr.recommendations.coverage import coverage
from openupr.recommendations.the_index import RecordNotReady
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
    """Mark an earlier recommendation, or take the mark back: as a piece of the page where it asked
    for one.
    """
    proposal = proposal_of(request.about, number)
    if proposal is None:
        raise Http404
    sent = request.POST
    version = str(sent.get("version", ""))
    try:
        mark_earlier(
            by=request.actor,
            proposal=proposal,
            asks=sent.getlist("ask"),
            said=str(sent.get("said", "?")),
            language=str(sent.get("language", "")),
            version=number_in(version),
        )
    except Refused as refusal:
        messages.error(request, in_words(refusal))
        return _whole_page(request, proposal)
    if request.headers.get("HX-Request") != "true":
        return _back(proposal, sent.get("ask", ""))
    return _list_part(request, proposal) or _whole_page(request, proposal)


def _back(proposal: Proposal, key: str = "") -> HttpResponseRedirect:
    page = reverse("proposals:proposal", args=[proposal.group.coalition.key, proposal.group_id, proposal.number])
    return HttpResponseRedirect(f"{page}#earlier-{quote(key)}" if key else page)


def _whole_page(request: Request[Group], proposal: Proposal) -> HttpResponse:
    """Back to the page. A browser that asked for a part of it loads all of it."""
    back = _back(proposal)
    if request.headers.get("HX-Request") != "true":
        return back
    return HttpResponse(headers={"HX-Redirect": back.url})


def _list_part(request: Request[Group], proposal: Proposal) -> HttpResponse | None:
    """The list as it stands now; None where it cannot be had."""
    compared = compared_wording(proposal)
    iso3 = proposal.group.coalition.review.iso3
    try:
        loaded = coverage(iso3, today=request.today)
        before = asked_before(proposal, marks_of([proposal])[proposal.pk], iso3=iso3, loaded=loaded)
    except RecordNotReady:
        return None
    if compared is None or before.near is None:
        return None
    context = {
        "here": shown_looked(before.looked, near=before.near, sentence=before.told),
        "coverage": loaded,
        "basis": before.near.found.basis,
        "note": before.near.note,
        "judges": how_it_judges(),
        "marking": marking_of(proposal, compared),
    }
    return render(request, "proposals/here.html", context)
