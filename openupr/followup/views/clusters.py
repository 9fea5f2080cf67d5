"""Near-identical recommendations, judged once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, ask_first, coalition_page, refusals_on
from openupr.coalitions.models import Coalition

from ..permissions import ARRANGE_LIST
from ..queries.clusters import proposed_clusters
from ..queries.follow_up_list import Viewer
from ..queries.short_lines import short_lines
from ..services.clusters import judge_alone, judge_together
from .recommendation import back, found


@page(COALITION + "follow-up/together/", ARRANGE_LIST, methods="GET POST")
def clusters(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Proposals; each is taken as a whole or in part."""
    if request.method == "POST":
        numbers = [int(each) for each in request.POST.getlist("together")[:200] if each.isdecimal() and len(each) < 19]
        with refusals_on(request):
            made = judge_together(by=request.actor, coalition=request.about, numbers=numbers)
            told = ngettext("%(n)s is judged together.", "%(n)s are judged together.", len(made))
            messages.success(request, told % {"n": len(made)})
        return redirect("followup:clusters", coalition)
    given = {"page_name": _("Judge together"), "clusters": proposed_clusters(short_lines(request.about, Viewer()))}
    return coalition_page(request, "followup/clusters.html", given)


@page(COALITION + "follow-up/<int:number>/alone/", ARRANGE_LIST, name="judge-alone", methods="POST")
def judge_alone_again(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Have one judged for itself, once that was asked."""
    listed = found(request, number)
    if not request.POST.get("sure"):
        along = [listed.judged_with] if listed.judged_with else list(listed.judged_along.all())
        return ask_first(
            request,
            _("Judge alone again?"),
            title=_("What is said of one counts no longer for the other"),
            losses=along,
            send=_("Judge alone again"),
            back=reverse("followup:recommendation", args=[coalition, number]),
            instead=_("What was said of a single one stays."),
        )
    judge_alone(by=request.actor, listed=listed)
    return back(request, listed)
