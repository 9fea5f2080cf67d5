"""The first page for people who are not signed in: what this is, three ways in, one State's review
at a glance.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from openupr.accounts.accounts import landing_of, nobody_yet
from openupr.accounts.pages import page
from openupr.followup.public_follow_up import states_in_public
from openupr.recommendations.code_coverage import code_coverage
from openupr.recommendations.coverage import coverage
from openupr.recommendations.question import Question
from openupr.recommendations.sentences import basis
from openupr.recommendations.state_profiles import ProfileLine, Received, SeenReview, received
from openupr.recommendations.the_index import RecordNotReady, loaded_sources
from openupr.recommendations.total_basis import TotalBasis, total_basis
from openupr.recommendations.whole_reviews import whole_reviews
from openupr.timeline.agenda import TimelineLine
from openupr.timeline.review_timelines import ReviewTimeline, timelines_of
from openupr.upr.local_time import local_time
from openupr.upr.names import UnknownName
from openupr.upr.states import USUAL_STATE, State, by_iso3, find_state
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

    `in_part`: only parts of reviews are loaded. `rests`: which reviews are missing, and how the
    rows count.
    """

    state: State
    last: SeenReview | None
    in_part: bool
    issues: list[CountedIssue]
    ahead: ReviewTimeline | None
    rests: TotalBasis | None

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
        context |= {"glance": _glance(find_state(name) if name else _first_state(), request), "record": _record()}
    except UnknownName as unknown:
        context["wrong"] = str(unknown)
    return render(request, "project/home.html", context, status=400 if "wrong" in context else 200)


def _first_state() -> State:
    """That of a coalition whose follow-up is public, else that of the newest review.

    Which States other coalitions work on is not for strangers.
    """
    with suppress(RecordNotReady):
        newest = whole_reviews().newest
        return by_iso3(next(iter(states_in_public()), newest[0] if newest else USUAL_STATE))
    return by_iso3(USUAL_STATE)


def _record() -> TotalBasis | None:
    """What all numbers rest on; None where nothing is loaded."""
    question = Question()
    try:
        codes = code_coverage(question, ["issue"])
        return (
            total_basis(question, codes, counted=basis(question, loaded_sources(), by=["issue"]))
            if codes["issue"].of
            else None
        )
    except RecordNotReady:
        return None


def _glance(state: State, request: TimedRequest) -> Glance:
    today = day_in(local_time(state.iso3).time_zone, request.now)
    try:
        known = received(state)
    except RecordNotReady:
        known = None
    last = known.whole[-1] if known and known.whole else None
    issues = _issues(known, last) if known and last else []
    rests = _rests(known, today) if known and known.loaded else None
    ahead = next((timeline for timeline in timelines_of(state, today=today) if not timeline.is_over), None)
    return Glance(state, last, bool(known and known.in_part and not last), issues, ahead, rests)


def _rests(known: Received, today: date) -> TotalBasis:
    loaded = coverage(known.state.iso3, today=today, reviews=[seen.review for seen in known.reviews])
    codes = code_coverage(known.question, ["issue"])
    return total_basis(known.question, codes, counted=known.basis, loaded=loaded)


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
