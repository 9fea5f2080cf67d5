"""A coalition's submissions: all of them, a new one, what the cover of one says."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Coalition
from openupr.coalitions.organisations import written_about_by
from openupr.web.addresses import own_address
from openupr.web.large_numbers import number_in

from ..actions.drafting import BEGIN, SEE_SUBMISSION
from ..addresses import SUBMISSION
from ..forms.beginning import BeginForm, CoverForm
from ..models import Submission
from ..queries.beginning import decided_route, decision_behind, first_fields, groups_without, routes_of_groups
from ..queries.signing import signing_of
from ..queries.submissions import budgets_of
from ..services.beginning import begin_submission, change_cover


@page(COALITION + "submissions/", SEE_SUBMISSION)
def submissions(request: Request[Coalition], coalition: str) -> HttpResponse:
    """All of them, with their words and where they stand; what the decision on the route asks for."""
    route, routes = decided_route(request.about), routes_of_groups(request.about)
    given = {
        "page_name": _("Submissions"),
        "lines": budgets_of(request.about),
        "route": route,
        "routes": routes,
        "missing": groups_without(request.about, route, routes),
        "own_groups": request.about.groups.filter(closed=False, memberships__person=request.actor),
    }
    return coalition_page(request, "submissions/list.html", given)


@page(COALITION + "submissions/begin/", BEGIN, methods="GET POST")
def begin(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Begin one, with what was decided filled in."""
    route, routes = decided_route(request.about), routes_of_groups(request.about)
    kind, group = request.GET.get("kind", ""), number_in(request.GET.get("group", "")) or None
    initial = first_fields(request.about, route, kind=kind, group=group)
    form = BeginForm(request.POST or None, coalition=request.about, routes=routes, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            given = form.cleaned_data
            given["decision"] = decision_behind(route, routes, given["kind"], given["groups"])
            today, now = request.today, request.now
            made = begin_submission(by=request.actor, coalition=request.about, today=today, now=now, **given)
            messages.success(request, _("The submission has begun. Its sections are below."))
            return redirect("submissions:submission", coalition, made.pk)
    given = {"page_name": _("Begin a submission"), "form": form, "route": route, "routes": routes}
    return coalition_page(request, "submissions/begin.html", given, status=422 if form.errors else 200)


@page(SUBMISSION + "cover/", BEGIN, methods="GET POST")
def cover(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """What the cover says besides the organisations, and from which change on they are asked again; saved, it leads
    back to where it was opened (`?back=`).
    """
    back = own_address(request.GET.get("back", "")) or reverse("submissions:submission", args=[coalition, submission])
    if request.about.is_locked and request.method != "POST":
        return redirect("submissions:submission", coalition, submission)
    names = ("title", "key_words", "contact", "asks_again_from")
    form = CoverForm(request.POST or None, initial={name: getattr(request.about, name) for name in names})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            before = len(signing_of(request.about).again)
            change_cover(by=request.actor, submission=request.about, **form.cleaned_data)
            messages.success(request, _saved(len(signing_of(request.about).again) - before))
            return redirect(back)
    members = list(request.about.parties)
    writes = written_about_by(request.actor, members)
    given = {"page_name": _("The cover"), "form": form, "members": members, "writes_about": writes, "back": back}
    return coalition_page(request, "submissions/cover.html", given, status=422 if form.errors else 200)


def _saved(again: int) -> str:
    """That it is saved, and how many organisations must answer `again` because of it."""
    if again < 1:
        return _("Saved.")
    told = ngettext(
        "Saved. %(n)s organisation must answer again. Ask it at “Signing on”.",
        "Saved. %(n)s organisations must answer again. Ask them at “Signing on”.",
        again,
    )
    return told % {"n": again}
