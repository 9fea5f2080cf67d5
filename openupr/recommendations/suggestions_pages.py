"""Suggested issues and action categories: how many of each wait, a sample with evidence, and the
decision.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.upr.names import UnknownName
from openupr.web.clock import TimedRequest
from openupr.web.parts import Pages, Tab

from .actions import DECIDE_SUGGESTIONS
from .cards_pages import search_url
from .import_jobs_pages import for_importers
from .models import CodingDecision
from .question import Question
from .requests_pages import whole_number
from .suggestions import (
    ACTION,
    CODED,
    SAMPLE,
    OthersThanShown,
    confirm_suggestion,
    confirm_suggestions,
    decisions_told,
    label_of,
    measured,
    open_codes,
    reject_suggestion,
    run,
    sample,
    undo_decision,
    value_lines,
)
from .tasks import begin_learning_coding, begin_suggesting, count_decisions


@page("suggestions/", DECIDE_SUGGESTIONS)
@never_cache
@for_importers
def suggestions(request: HttpRequest) -> HttpResponse:
    """Every issue and category with what waits for a decision, and how far suggesting has come."""
    is_learning = begin_learning_coding()
    is_making = not is_learning and begin_suggesting()
    lines, standing = value_lines(), run()
    context = {
        "lists": [(title, lines[name]) for name, title in CODED.items() if lines[name]],
        "run": standing,
        "is_learning": is_learning,
        "is_running": is_making and standing is not None and standing.finished is None,
        "is_making": is_making,
        "crumbs": [_to_import()],
        "decisions": decisions_told(),
        "source": next(figures.source for figures in measured().values()),
    }
    return render(request, "recommendations/suggestions.html", context)


@page("suggestions/<slug:dimension>/<slug:value>/", DECIDE_SUGGESTIONS)
@never_cache
@for_importers
def suggestions_of(request: HttpRequest, dimension: str, value: str) -> HttpResponse:
    """One issue or category: a sample with the nearest coded recommendations, and the decision."""
    label = _label(dimension, value)
    total = open_codes(dimension, value).count()
    last = max(1, -(-total // SAMPLE))
    page = min(whole_number(request, "page", default=1, least=1, most=100_000), last)
    filters = {dimension: (int(value) if dimension == ACTION else value,)}
    context = {
        "crumbs": [_to_import(), Tab(_("Suggested issues"), reverse("recommendations:suggestions"))],
        "dimension": dimension,
        "value": value,
        "label": label,
        "total": total,
        "rows": sample(dimension, value, offset=(page - 1) * SAMPLE),
        "pages": Pages(page, last, request.GET),
        "measured": measured().get((dimension, value)),
        "decisions": decisions_told(dimension, value),
        "search_url": search_url(Question(filters=filters, suggested=True)),
    }
    return render(request, "recommendations/suggestions_of.html", context)


@page("suggestions/<slug:dimension>/<slug:value>/confirm/", DECIDE_SUGGESTIONS, methods="POST")
@never_cache
@for_importers
def suggestions_confirm(request: TimedRequest, dimension: str, value: str) -> HttpResponse:
    """Confirm all that the page said are suggested."""
    label = _label(dimension, value)
    posted = request.POST.get("shown", "")
    on_page = int(posted[:9]) if posted.isascii() and posted.isdigit() else 0
    try:
        confirm_suggestions(by=_person(request), dimension=dimension, value=value, shown=on_page, now=request.now)
    except OthersThanShown as refusal:
        messages.error(request, str(refusal))
        return redirect("recommendations:suggestions-of", dimension, value)
    count_decisions()
    sentence = ngettext(
        "%(label)s: %(n)s suggestion is confirmed.", "%(label)s: %(n)s suggestions are confirmed.", on_page
    )
    soon = _("It counts in a moment.")
    messages.success(request, f"{sentence % {'n': on_page, 'label': label}} {soon}")
    return redirect("recommendations:suggestions")


@page("suggestions/<slug:dimension>/<slug:value>/<int:number>/", DECIDE_SUGGESTIONS, methods="POST")
@never_cache
@for_importers
def suggestion_decide(request: TimedRequest, dimension: str, value: str, number: int) -> HttpResponse:
    """Confirm or reject one suggestion."""
    _label(dimension, value)
    code = get_object_or_404(open_codes(dimension, value), pk=number)
    decide = confirm_suggestion if request.POST.get("verdict") == "confirmed" else reject_suggestion
    decide(by=_person(request), code=code, now=request.now)
    count_decisions()
    return redirect("recommendations:suggestions-of", dimension, value)


@page("suggestions/decisions/<int:number>/undo/", DECIDE_SUGGESTIONS, methods="POST")
@never_cache
@for_importers
def suggestions_undo(request: TimedRequest, number: int) -> HttpResponse:
    """Take a decision back."""
    decision = get_object_or_404(CodingDecision, pk=number, undone=None)
    undo_decision(by=_person(request), decision=decision, now=request.now)
    count_decisions()
    messages.success(request, _("The decision is taken back. What it settled waits again."))
    return redirect("recommendations:suggestions-of", decision.dimension, decision.value)


def _to_import() -> Tab:
    return Tab(_("Import"), reverse("recommendations:import"))


def _label(dimension: str, value: str) -> str:
    try:
        return label_of(dimension, value)
    except UnknownName as unknown:
        raise Http404(str(unknown)) from None


def _person(request: HttpRequest) -> Person | None:
    """Who is signed in; None at this machine without an account."""
    return request.user if isinstance(request.user, Person) else None
