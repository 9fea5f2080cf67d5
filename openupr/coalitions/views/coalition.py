"""Coalitions: one's own, a new one, and what stands where in one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.accounts.queries.server import may_found
from openupr.reviews.models import Review
from openupr.timeline.calendars import MovedDate, moving_to
from openupr.timeline.dates_in_words import window_words
from openupr.upr.languages import language
from openupr.upr.local_time import local_time
from openupr.upr.phases import ADOPTION
from openupr.upr.states import USUAL_STATE
from openupr.web.clock import day_in
from openupr.web.downloads import File, as_json, records_as_csv
from openupr.web.languages import in_page_language
from openupr.web.refusing import in_words

from ..actions.coalition import (
    CHANGE_COALITION,
    CONFIRM_CLOCK,
    DELETE_COALITION,
    FOUND_COALITION,
    LIST_COALITIONS,
    SEE_AUDIT_LOG,
    SEE_COALITION,
    START_NEXT,
)
from ..addresses import COALITION
from ..forms.coalition import ChooseState, CoalitionForm, FoundForm, NextCoalitionForm
from ..forms.languages import chosen_before
from ..frame import Request, coalition_page, refusals_in
from ..models import Coalition
from ..queries.carry_over import came_from, what_goes_along
from ..queries.clock_jump import deletions_waiting
from ..queries.coalition import coalitions_of, listed_coalitions, overview_of
from ..queries.groups import GROUP_FIGURES
from ..queries.reviews import prepared_review_in_words, recorded_reviews, review_in_words
from ..queries.timeline import coalition_dates_in, days_of_reviews, due_next_in, next_lines
from ..rules.refusals import MayNotFound
from ..services.change_coalition import change_coalition, take_review
from ..services.clock_jump import confirm_clock
from ..services.deleting_coalitions import WAIT, ask_to_delete, keep_coalition
from ..services.found_coalition import found_coalition
from ..services.next_coalition import start_next_coalition

_DUE = 5  # on the first page; the timeline has all


@page("coalitions/", LIST_COALITIONS)
def coalitions(request: Request[Coalition]) -> HttpResponse:
    """The coalitions one takes part in."""
    found = list(coalitions_of(request.actor))
    today = request.today
    due, days = due_next_in(found, now=request.now), days_of_reviews(found, today=today)
    ours = [(each, prepared_review_in_words(each.review, days.get(each.pk)), due.get(each.pk)) for each in found]
    given = {"coalitions": ours, "may_found": may_found(request.actor)}
    return render(request, "coalitions/coalitions.html", given)


@page("coalitions/coalitions.csv", LIST_COALITIONS)
def coalitions_csv(request: Request[Coalition]) -> File:
    """The same as a CSV file."""
    header = ["coalition", "key", "state", "iso3", "cycle", "session", "languages", "people", "founded"]
    return records_as_csv("coalitions", header, listed_coalitions(coalitions_of(request.actor)))


@page("coalitions/coalitions.json", LIST_COALITIONS)
def coalitions_json(request: Request[Coalition]) -> HttpResponse:
    """The same as JSON."""
    return as_json({"coalitions": list(listed_coalitions(coalitions_of(request.actor)))})


@page("coalitions/new/", FOUND_COALITION, methods="GET POST")
def found(request: Request[Coalition]) -> HttpResponse:
    """First the State, then its reviews, a name and languages."""
    choose = ChooseState(request.GET or {"state": USUAL_STATE})
    form = _founding(request, choose.cleaned_data["state"]) if choose.is_valid() else None
    if request.method == "POST" and form and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("review", "name", "languages", "due", "source")}
        today = day_in(local_time(given["review"].iso3).time_zone, request.now)
        with refusals_in(form):
            coalition = found_coalition(by=request.actor, today=today, **given)
            messages.success(request, _("You started a coalition. You coordinate it."))
            return redirect("coalitions:coalition", coalition.key)
    given = {"choose": choose, "form": form, "refusal": "" if may_found(request.actor) else in_words(MayNotFound())}
    return render(request, "coalitions/found.html", given)


def _founding(request: HttpRequest, iso3: str) -> FoundForm:
    return FoundForm(request.POST or None, iso3=iso3, initial={"working_language": "en"})


@page(COALITION, SEE_COALITION, name="coalition")
def overview(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The phase, what to do next, what is due, how far each group is."""
    about = request.about
    with_log = SEE_AUDIT_LOG.open_to(request.roles)
    found = overview_of(about, reader=request.actor, today=request.today, may=request.may, with_audit_log=with_log)
    written_in = [in_page_language(language(code).name) for code in about.languages]
    given = {
        "found": found,
        # Whether the dates are of several calendars, so that each says whose it is.
        "several": len(found.agenda.reviews) > 1,
        "groups": found.groups,
        "figures": GROUP_FIGURES,
        "shows_lacks": found.shows_lacks,
        "written_in": written_in,
        "recorded": recorded_reviews(about),
    }
    if about.comes_from_id:
        given["came_from"] = came_from(about, request.actor)
    if START_NEXT.open_to(request.roles):
        adopted = found.agenda.line(ADOPTION)
        is_over = adopted is not None and adopted.entry.is_past(request.today)
        given["next_review"] = is_over and not about.successors.exists()
    given |= {"acts": found.acts, "due": (next_lines(found.ahead) or found.ahead)[:_DUE]}
    dates, lodged = coalition_dates_in(found.agenda, about), found.phase.is_after_lodging
    return coalition_page(request, "coalitions/overview.html", given, dates=dates, is_lodged=lodged)


@page(COALITION + "change/", CHANGE_COALITION, methods="GET POST")
def change(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Its name, review and languages."""
    about = request.about
    before = {"name": about.name, "review": about.review_id, **chosen_before(about.languages)}
    form = CoalitionForm(request.POST or None, iso3=about.review.iso3, initial=before)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            given = {name: form.cleaned_data[name] for name in ("review", "name", "languages")}
            change_coalition(by=request.actor, coalition=about, today=request.today, **given)
            messages.success(request, _("Saved."))
            return redirect("coalitions:coalition", about.key)
    return coalition_page(request, "coalitions/change.html", {"form": form, "page_name": _("Change the coalition")})


@page(COALITION + "next-review/", START_NEXT, methods="GET POST")
def start_next(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The coalition for the next review: what is taken along is listed and chosen."""
    about = request.about
    offered = what_goes_along(about, now=request.now)
    before = {"name": about.name, "take": [each.what.key for each in offered], **chosen_before(about.languages)}
    form = NextCoalitionForm(request.POST or None, offered=offered, initial=before)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("name", "languages", "take")}
        with refusals_in(form):
            new = start_next_coalition(by=request.actor, coalition=about, now=request.now, **given)
            messages.success(request, _("You started a coalition. You coordinate it."))
            return redirect("coalitions:coalition", new.key)
    taken = form["take"].value() or []
    given = {
        "form": form,
        "offered": [(each, each.what.key in taken) for each in offered],
        "page_name": _("Start the next review's coalition"),
    }
    return coalition_page(request, "coalitions/start_next.html", given, status=422 if form.errors else 200)


@page(COALITION + "delete/", DELETE_COALITION, methods="GET POST")
def delete(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Have all of it deleted in seven days, or take that back."""
    about = request.about
    if request.method == "POST":
        if request.POST.get("do") == "keep":
            keep_coalition(by=request.actor, coalition=about)
            messages.success(request, _("The coalition stays."))
            return redirect("coalitions:coalition", about.key)
        if request.POST.get("do") == "delete":
            ask_to_delete(by=request.actor, coalition=about, now=request.now)
        return redirect("coalitions:delete", about.key)
    given = {"would_delete_at": request.now + WAIT, "page_name": _("Delete this coalition")}
    return coalition_page(request, "coalitions/delete.html", given)


@page(COALITION + "clock/", CONFIRM_CLOCK, methods="GET POST")
def clock(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Whether the computer's date is right, before what is overdue is deleted."""
    about = request.about
    if request.method == "POST":
        confirm_clock(by=request.actor, coalition=about, today=request.today)
        messages.success(request, _("Thank you. What is overdue is deleted within some hours."))
        return redirect("coalitions:coalition", about.key)
    day = date_format(request.today, "j F Y")
    given = {
        "page_name": _("This computer says it is %(day)s. Is that right?") % {"day": day},
        "waiting": deletions_waiting(about, today=request.today),
    }
    return coalition_page(request, "coalitions/clock.html", given)


@page(COALITION + "take-session/<int:session>/", CHANGE_COALITION, name="take-review", methods="GET POST")
def take(request: Request[Coalition], coalition: str, session: int) -> HttpResponse:
    """Set the coalition to another session of its State: first what that changes, then it is done."""
    about = request.about
    review = get_object_or_404(Review, iso3=about.review.iso3, session=session)
    if request.method == "POST":
        take_review(by=request.actor, coalition=about, review=review, today=request.today)
        messages.success(request, _("The coalition is set to session %(n)s now.") % {"n": session})
        return redirect("coalitions:coalition", coalition)
    moving = moving_to(about.calendar, review) if about.calendar else None
    given = {
        "page_name": _("Take session %(n)s") % {"n": session},
        "session": session,
        "is_set_already": review == about.review,
        "before": review_in_words(about.review),
        "after": review_in_words(review),
        "moved": [_moved(each) for each in moving.moved] if moving else [],
        "kept": [(_(each.title), window_words(each.window)) for each in moving.kept] if moving else [],
    }
    return coalition_page(request, "coalitions/take_review.html", given)


def _moved(each: MovedDate) -> tuple[str, str, str]:
    before = window_words(each.milestone.window) if each.milestone else _("no date")
    return _(each.phase.phase.label), before, window_words(each.window)
