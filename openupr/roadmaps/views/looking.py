"""Saying which earlier recommendations are about the same as a draft."""

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Group
from openupr.coalitions.rules.refusals import Refused
from openupr.recommendations.coverage import coverage
from openupr.recommendations.the_index import RecordNotReady
from openupr.web.large_numbers import number_in
from openupr.web.refusing import in_words

from ..actions import MARK_EARLIER
from ..models import Proposal
from ..queries.compared_text import compared_wording
from ..queries.earlier_sentences import how_it_judges
from ..queries.marks import marks_of
from ..queries.proposals import proposal_of
from ..queries.record_answer import AskedBefore, asked_before, record_answer
from ..services.looking import mark_earlier, mark_listed
from .advice import marking_of
from .record_parts import shown_in_roadmap, shown_looked


@page(GROUP + "roadmap/earlier/", MARK_EARLIER, methods="GET POST")
def roadmap_earlier(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Questions 5 and 6 in one go: tick for each draft of the group what is about the same, save once."""
    found = record_answer(request.about, today=request.today)
    drafts = [each for each in found.proposals if each.looked.listed] if found else []
    if request.method == "POST":
        try:
            for each in drafts:
                _mark_all(request, each)
        except Refused as refusal:
            messages.error(request, in_words(refusal))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("Saved. Only what you ticked is counted. Next: choose what you follow up."))
        return HttpResponseRedirect(f"{reverse('roadmaps:roadmap', args=[coalition, group])}#question-5")
    given = {
        "page_name": _("Earlier recommendations"),
        "no_record": found is None,
        "drafts": [
            (each, compared_wording(each.proposal), shown_in_roadmap(each.looked, near=each.near, told=each.told))
            for each in drafts
        ],
        "judges": how_it_judges(),
        "missing": found.coverage.not_loaded() if found else "",
    }
    return coalition_page(request, "roadmaps/earlier.html", given)


def _mark_all(request: Request[Group], draft: AskedBefore) -> None:
    """Mark what the form says of one draft, where it differs from what was said before."""
    number = draft.proposal.number
    mark_listed(
        by=request.actor,
        proposal=draft.proposal,
        listed=draft.looked.listed,
        ticked=set(request.POST.getlist(f"same-{number}")),
        read=draft.looked.near if f"read-{number}" in request.POST else [],
        language=draft.language,
        version=number_in(str(request.POST.get(f"version-{number}", ""))),
    )


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
    return _part(request, found) or _whole_page(request, found)


def _back(found: Proposal, key: str = "") -> HttpResponseRedirect:
    page = reverse("roadmaps:proposal", args=[found.group.coalition.key, found.group_id, found.number])
    return HttpResponseRedirect(f"{page}#earlier-{quote(key)}" if key else page)


def _whole_page(request: Request[Group], found: Proposal) -> HttpResponse:
    """Back to the page; a browser that asked for a piece of it is told to load it whole."""
    back = _back(found)
    if request.headers.get("HX-Request") != "true":
        return back
    return HttpResponse(headers={"HX-Redirect": back.url})


def _part(request: Request[Group], found: Proposal) -> HttpResponse | None:
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
