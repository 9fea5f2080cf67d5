"""The first page for people who are not signed in: what this is, three ways in, one State's review
at a glance.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from openupr.accounts.accounts import landing_of, nobody_yet
from openupr.accounts.pages import page
from openupr.recommendations.question import Question
from openupr.recommendations.state_profiles import ProfileLine, Received, SeenReview, received
from openupr.recommendations.the_index import RecordNotReady
from openupr.timeline.agenda import TimelineLine
from openupr.timeline.review_timelines import ReviewTimeline, timelines_of
from openupr.upr.local_time import local_time
from openupr.upr.names import UnknownName
from openupr.upr.states import USUAL_STATE, State, find_state
from openupr.web.clock import TimedRequest, day_in
from openupr.web.numbers import share
from openupr.web.this_machine import is_this_machine

from .actions import READ_HOME

_REVIEW = "review"
_MOST_ISSUES = 5
_MOST_DATES = 3


@dataclass(frozen=True)
class CountedIssue:
    """An issue of a review, how many recommendations are on it, and the address of their list."""

    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Glance:
    """A State's last review that is loaded whole, and the dates of the one to prepare for.

    `in_part`: only parts of reviews are loaded.
    """

    state: State
    last: SeenReview | None
    in_part: bool
    issues: list[CountedIssue]
    ahead: ReviewTimeline | None

    @property
    def supported(self) -> str:
        """The share that the State supported, in words."""
        return share(self.last.tally.supported, self.last.tally.count) if self.last else ""

    @property
    def url(self) -> str:
        """The list of what it was recommended in that review."""
        return _listed(self.last.question) if self.last else ""

    @property
    def dates(self) -> list[TimelineLine]:
        """The next dates of the review ahead."""
        lines = self.ahead.agenda.lines if self.ahead else ()
        return [line for line in lines if line.entry.window and not line.is_past][:_MOST_DATES]


@page("", READ_HOME)
def home(request: TimedRequest) -> HttpResponse:
    """What this is, and the ways in. Who is signed in goes to their own first page.

    The search was here: an address with a question leads to where it is now.
    """
    query = request.META.get("QUERY_STRING", "")
    if query and not query.startswith(f"{_REVIEW}="):
        return HttpResponsePermanentRedirect(f"{reverse('recommendations:search')}?{query}")
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        return HttpResponseRedirect(landing_of(request.user))
    name = request.GET.get(_REVIEW, "").strip()
    context = {
        "asked": name,
        # Over plain http from elsewhere signing in is refused: no page offers it there.
        "may_sign_in": request.is_secure() or is_this_machine(request),
        "may_make_first": is_this_machine(request) and nobody_yet(),
    }
    try:
        context["glance"] = _glance(find_state(name or USUAL_STATE), request)
    except UnknownName as unknown:
        context["wrong"] = str(unknown)
    return render(request, "project/home.html", context, status=400 if "wrong" in context else 200)


def _glance(state: State, request: TimedRequest) -> Glance:
    today = day_in(local_time(state.iso3).time_zone, request.now)
    try:
        known = received(state)
    except RecordNotReady:
        known = None
    last = known.whole[-1] if known and known.whole else None
    issues = _issues(known, last) if known and last else []
    ahead = next((timeline for timeline in timelines_of(state, today=today) if not timeline.is_over), None)
    return Glance(state, last, bool(known and known.in_part and not last), issues, ahead)


def _issues(known: Received, last: SeenReview) -> list[CountedIssue]:
    """The issues with most recommendations in the last review."""
    at = known.cycles.index(last.review.cycle)

    def count(line: ProfileLine) -> int:
        return line.by_cycle[at].count

    lines = sorted((line for line in known.issues if line.value is not None and count(line)), key=count, reverse=True)
    return [
        CountedIssue(line.label, count(line), _listed(last.question.narrowed("issue", line.value)))
        for line in lines[:_MOST_ISSUES]
    ]


def _listed(question: Question) -> str:
    return f"{reverse('recommendations:search')}?{urlencode(question.pairs())}"
