"""States that the coalition does not approach."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request
from openupr.coalitions.models import Coalition

from ..actions import CHOOSE_CARRIERS, SEE_ADVOCACY
from ..forms import NotApproachedForm
from ..models import NotApproached
from ..queries.states import carried_states
from ..services.not_approached import approach_again, avoid_state
from .frame import advocacy_page


@page(COALITION + "advocacy/not-approached/", SEE_ADVOCACY)
def not_approached(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list, and a form to add a State."""
    initial = {"iso3": request.GET.get("state", "")}
    return _page(request, NotApproachedForm(but=request.about.review.iso3, initial=initial))


@page(COALITION + "advocacy/not-approached/add/", CHOOSE_CARRIERS, methods="POST")
def not_approached_add(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Put a State on the list."""
    form = NotApproachedForm(request.POST, but=request.about.review.iso3)
    if not form.is_valid():
        return _page(request, form)
    avoid_state(by=request.actor, coalition=request.about, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("advocacy:not-approached", coalition)


@page(COALITION + "advocacy/not-approached/<slug:iso3>/remove/", CHOOSE_CARRIERS, methods="POST")
def not_approached_remove(request: Request[Coalition], coalition: str, iso3: str) -> HttpResponse:
    """It may be approached again."""
    approach_again(by=request.actor, coalition=request.about, iso3=iso3)
    messages.success(request, _("Removed."))
    return redirect("advocacy:not-approached", coalition)


def _page(request: Request[Coalition], form: NotApproachedForm) -> HttpResponse:
    listed = sorted(NotApproached.objects.filter(coalition=request.about), key=lambda state: state.state.name)
    avoided = [each for each in carried_states(request.about) if each.is_avoided]
    given = {"page_name": _("States we do not approach"), "form": form, "listed": listed, "avoided": avoided}
    return advocacy_page(request, "advocacy/not_approached.html", given, status=422 if form.errors else 200)
