"""Which State and which of its reviews an address means."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.upr.local_time import local_time
from openupr.upr.names import UnknownName
from openupr.upr.states import State, find_state
from openupr.web.clock import TimedRequest, day_in

from ..queries.reviews import ReviewTimeline, timelines_of


def with_state(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view the State of its address; another name of it is redirected, an unknown one is a page not found."""

    @wraps(view)
    def answered(request: HttpRequest, name: str, **parts: str) -> HttpResponse:
        try:
            state = find_state(name)
        except UnknownName as unknown:
            return not_understood(request, str(unknown))
        if name != state.iso3:
            match = request.resolver_match
            return HttpResponseRedirect(
                reverse(match.view_name if match else "timeline:state", kwargs={"name": state.iso3, **parts})
            )
        return view(request, state=state, **parts)

    return answered


def with_review(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view the review of its address, beside all of the State's; an unknown one is a page not found."""

    @with_state
    @wraps(view)
    def answered(request: TimedRequest, *, state: State, number: str) -> HttpResponse:
        timelines = timelines_of(state, today=day_there(request, state))
        meant = next((each for each in timelines if each.address == number), None)
        if meant is None:
            return not_understood(request, _("%(state)s has no review called so here.") % {"state": state.name})
        return view(request, state=state, timelines=timelines, meant=meant)

    return answered


def day_there(request: TimedRequest, state: State) -> date:
    """The day of a request in a State."""
    return day_in(local_time(state.iso3).time_zone, request.now)


def not_understood(request: HttpRequest, reason: str, *, status: int = 404) -> HttpResponse:
    """A page that says what could not be found, and leads back to the choice."""
    return render(request, "timeline/not_found.html", {"reason": reason}, status=status)


def address(state: State, timeline: ReviewTimeline, page: str = "review") -> str:
    """The address of a review's page or of one of its files."""
    return reverse(f"timeline:{page}", args=[state.iso3, timeline.address])
