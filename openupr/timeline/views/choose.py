"""The way to a review's timeline."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.upr.names import UnknownName
from openupr.upr.states import State, find_state
from openupr.web.clock import TimedRequest

from ..actions import READ_A_TIMELINE
from ..queries.reviews import current, due_next, timelines_of
from .requests import address, day_there, not_understood, with_state


@page("timeline/", READ_A_TIMELINE)
def choose(request: TimedRequest) -> HttpResponse:
    """Choose a State; below, the sessions whose reviews are ahead. `state` leads straight to a State's timeline."""
    asked = request.GET.get("state", "").strip()
    wrong = ""
    if asked:
        try:
            return HttpResponseRedirect(reverse("timeline:state", args=[find_state(asked).iso3]))
        except UnknownName as unknown:
            wrong = str(unknown)
    context = {"asked": asked, "wrong": wrong, "sessions": due_next(today=request.today)}
    return render(request, "timeline/choose.html", context, status=400 if wrong else 200)


@page("timeline/<str:name>/", READ_A_TIMELINE)
@with_state
def state(request: TimedRequest, *, state: State) -> HttpResponse:
    """To the review that this State's people prepare for, or see through."""
    meant = current(timelines_of(state, today=day_there(request, state)))
    if meant is None:
        return not_understood(request, _("%(state)s is not reviewed: it is no member.") % {"state": state.name})
    return HttpResponseRedirect(address(state, meant))
