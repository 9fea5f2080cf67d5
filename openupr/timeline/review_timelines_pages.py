"""The public timeline of every review: choose one, its page, its files."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.documents.printing import CannotPrint
from openupr.upr.local_time import local_time
from openupr.upr.names import UnknownName
from openupr.upr.states import State, find_state
from openupr.web.clock import TimedRequest, day_in
from openupr.web.downloads import CALENDAR, PDF, as_json, attachment
from openupr.web.parts import Tab
from openupr.web.this_machine import server_address

from .actions import READ_A_TIMELINE
from .feeds import ics
from .review_timelines import ReviewTimeline, current, due_next, timelines_of
from .timeline_pictures import documents, foot_of, picture_alone, printed_sheet, timeline_part, timeline_picture


def with_state(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view the State of its address; another name of it is redirected, an unknown one is
    a page not found.
    """

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
    """Hands the view the review of its address, beside all of the State's; an unknown one is a page
    not found.
    """

    @with_state
    @wraps(view)
    def answered(request: TimedRequest, *, state: State, number: str) -> HttpResponse:
        timelines = timelines_of(state, today=day_there(request, state))
        meant = next((timeline for timeline in timelines if timeline.address == number), None)
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


@page("timeline/", READ_A_TIMELINE)
def choose(request: TimedRequest) -> HttpResponse:
    """Choose a State; below, the sessions whose reviews are ahead. `state` leads straight to a
    State's timeline.
    """
    state_name = request.GET.get("state", "").strip()
    wrong = ""
    if state_name:
        try:
            return HttpResponseRedirect(reverse("timeline:state", args=[find_state(state_name).iso3]))
        except UnknownName as unknown:
            wrong = str(unknown)
    context = {"asked": state_name, "wrong": wrong, "sessions": due_next(today=request.today)}
    return render(request, "timeline/choose.html", context, status=400 if wrong else 200)


@page("timeline/<str:name>/", READ_A_TIMELINE)
@with_state
def state(request: TimedRequest, *, state: State) -> HttpResponse:
    """To the review that this State's people prepare for, or see through."""
    meant = current(timelines_of(state, today=day_there(request, state)))
    if meant is None:
        return not_understood(request, _("%(state)s is not reviewed: it is no member.") % {"state": state.name})
    return HttpResponseRedirect(address(state, meant))


@page("timeline/<str:name>/<slug:number>/", READ_A_TIMELINE)
@with_review
def review(
    request: HttpRequest, *, state: State, timelines: list[ReviewTimeline], meant: ReviewTimeline
) -> HttpResponse:
    """Every phase with its date, how surely it is known and from where, and the days left."""
    context = {
        "state": state,
        "meant": meant,
        "review": meant.review,
        "tabs": [Tab(_tab(timeline), address(state, timeline), timeline is meant) for timeline in timelines],
        "files": [(kind.upper(), address(state, meant, f"review-{kind}")) for kind in ("svg", "json")],
        "ics": address(state, meant, "review-ics"),
        "pdf": address(state, meant, "review-pdf"),
        **timeline_part(meant.agenda, title=title_of(state, meant)),
    }
    return render(request, "timeline/review.html", context)


def title_of(state: State, meant: ReviewTimeline) -> str:
    """What the picture and the printed page are called."""
    return _("The review of %(state)s: %(name)s") % {"state": _(state.name), "name": meant.name}


def _tab(timeline: ReviewTimeline) -> str:
    if timeline.review.session:
        return _("Session %(session)d") % {"session": timeline.review.session}
    return _("Cycle %(cycle)d") % {"cycle": timeline.review.cycle}


@page("timeline/<str:name>/<slug:number>.json", READ_A_TIMELINE)
@with_review
def review_json(request: HttpRequest, *, state: State, meant: ReviewTimeline, **_parts: Any) -> HttpResponse:
    """The phases for programs; a phase without any date says null."""
    document = {
        "state": state.name,
        "iso3": state.iso3,
        "cycle": meant.review.cycle,
        "session": meant.review.session,
        "calendar": {"status": meant.review.status, "source": meant.review.source},
        "today": meant.agenda.today.isoformat(),
        "phases": documents(meant.agenda),
        "permalink": _permalink(request, state, meant),
    }
    return as_json(document)


@page("timeline/<str:name>/<slug:number>.svg", READ_A_TIMELINE)
@with_review
def review_svg(request: HttpRequest, *, state: State, meant: ReviewTimeline, **_parts: Any) -> HttpResponse:
    """The picture as a file that needs nothing around it."""
    picture = timeline_picture(
        [line for line in meant.agenda.lines if line.entry.window],
        title=title_of(state, meant),
        today=meant.agenda.today,
        foot=foot_of(meant.agenda, _permalink(request, state, meant)),
    )
    return _file(picture_alone(picture).encode(), "image/svg+xml", state, meant, "svg")


@page("timeline/<str:name>/<slug:number>.pdf", READ_A_TIMELINE)
@with_review
def review_pdf(request: HttpRequest, *, state: State, meant: ReviewTimeline, **_parts: Any) -> HttpResponse:
    """One sheet, A4 across, for the wall of an office."""
    try:
        data = printed_sheet(meant.agenda, title=title_of(state, meant), address=_permalink(request, state, meant))
    except CannotPrint as reason:
        return render(request, "timeline/not_printed.html", {"reason": str(reason)}, status=503)
    return _file(data, PDF, state, meant, "pdf", inline=True)


@page("timeline/<str:name>/<slug:number>.ics", READ_A_TIMELINE)
@with_review
def review_ics(request: HttpRequest, *, state: State, meant: ReviewTimeline, **_parts: Any) -> HttpResponse:
    """The phases for a telephone's calendar. They are public: the titles say what they are."""
    data = ics(meant.agenda.lines, name=title_of(state, meant), today=meant.agenda.today, neutral=False)
    return _file(data, CALENDAR, state, meant, "ics")


def _permalink(request: HttpRequest, state: State, meant: ReviewTimeline) -> str:
    return server_address(request) + address(state, meant)


def _file(
    data: bytes, kind: str, state: State, meant: ReviewTimeline, ending: str, *, inline: bool = False
) -> HttpResponse:
    name = f"{state.iso3}-{meant.address}-timeline.{ending}"
    return attachment(name, data, kind, inline=inline)
