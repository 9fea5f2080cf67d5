"""The recommendations of all groups on one page: narrowed, with hints and near-duplicates, and as one file."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Coalition
from openupr.upr.issues import ISSUES
from openupr.web.downloads import File, as_csv_or_json
from openupr.web.this_machine import server_address

from ..actions import SEE_PROPOSALS
from ..forms.all_drafts import WantedForm
from ..queries.all_drafts import COLUMNS, all_drafts, groups_without, open_groups, rows_of, uncovered
from .moves import add_moves

_FIRST_UNCOVERED = 12


@page(COALITION + "recommendations/", SEE_PROPOSALS)
def all_proposals(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Every group's recommendations, and the issues that none is about."""
    drafts, groups = all_drafts(request.about, today=request.today), open_groups(request.about)
    form = WantedForm(request.GET, drafts=drafts)
    wanted = form.wanted
    shown = [each for each in drafts if wanted.takes(each)]
    add_moves(request, [each.proposal for each in shown])
    query = request.GET.urlencode()
    left = uncovered(request.about, groups, drafts, today=request.today)
    given = {
        "page_name": _("All recommendations"),
        "form": form,
        "drafts": shown,
        "any": bool(drafts),
        "query": f"?{query}" if query else "",
        "without": groups_without(groups, drafts),
        "uncovered": {"first": left[:_FIRST_UNCOVERED], "more": left[_FIRST_UNCOVERED:]} if left else None,
        "back": request.get_full_path(),
    }
    return coalition_page(request, "roadmaps/proposals/all.html", given)


@page(COALITION + "recommendations.<slug:kind>", SEE_PROPOSALS)
def all_proposals_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The same recommendations as a table or as JSON."""
    drafts = all_drafts(request.about, today=request.today)
    wanted = WantedForm(request.GET, drafts=drafts).wanted
    rows = rows_of([each for each in drafts if wanted.takes(each)], {each.key: each.label for each in ISSUES})
    address = server_address(request) + reverse("roadmaps:all-proposals", args=[coalition])
    return as_csv_or_json(kind, "recommendations", COLUMNS, rows, key="results", beside={"permalink": address})
