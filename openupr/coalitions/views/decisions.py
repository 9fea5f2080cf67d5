"""Decisions: asked, voices given, closed, read."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openupr.web.charts import Bar
from openupr.web.downloads import File, as_json, records_as_csv
from openupr.web.large_numbers import number_in

from ..forms.decisions import AskForm, CloseForm, VoiceForm
from ..frame import Request, coalition_page, refusals_in
from ..models import Coalition
from ..queries.decisions import DecisionTally, rows, speaks_for, tallies_of, tally_of, why_no_voice
from ..queries.messages import Message, message_to_copy
from ..services.decisions import ask_organisations, close_decision, give_voice

_COLUMNS = ["question", "asked_on", "option", "route", "voices", "members", "quorum", "closed", "stands", "outcome"]


@require_safe
def decisions(request: Request[Coalition], coalition: str) -> HttpResponse:
    """All of them, open ones first."""
    tallies = sorted(
        tallies_of(request.about, today=request.today), key=lambda each: each.decision.closed_at is not None
    )
    return coalition_page(request, "coalitions/decisions/list.html", {"page_name": _("Decisions"), "tallies": tallies})


@require_http_methods(["GET", "HEAD", "POST"])
def decision_new(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Put a question; `?about=route` fills in the one which route to take, `?anew=` one that was closed."""
    initial = AskForm.route_question() if request.GET.get("about") == "route" else _anew(request)
    form = AskForm(request.POST or None, coalition=request.about, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            names = ("question", "quorum", "closes_on", "supersedes")
            given = {name: form.cleaned_data[name] for name in names}
            asked = ask_organisations(
                by=request.actor,
                coalition=request.about,
                options=form.options(),
                today=request.today,
                **given,
            )
            return redirect("coalitions:decision", coalition, asked.pk)
    return coalition_page(request, "coalitions/decisions/new.html", {"page_name": _("Put a question"), "form": form})


def _anew(request: Request[Coalition]) -> dict[str, Any]:
    number = request.GET.get("anew", "")
    earlier = tally_of(request.about, number_in(number))
    return AskForm.put_anew(earlier.decision, earlier.options, supersede=earlier.stands) if earlier else {}


@require_safe
def decision(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Voices, who has not spoken, dissent, outcome."""
    return _page(request, _asked_for(request, number))


def _asked_for(request: Request[Coalition], number: int) -> DecisionTally:
    found = tally_of(request.about, number, today=request.today)
    if found is None:
        raise Http404
    return found


def _page(request: Request[Coalition], tally: DecisionTally, *, status: int = 200, **forms: Form) -> HttpResponse:
    ours = speaks_for(request.actor, request.about)
    given: dict[str, Any] = {
        "page_name": _("Decision"),
        "tally": tally,
        "decision": tally.decision,
        "bars": [Bar(option.text, voices) for option, voices in tally.by_option()],
        "close": forms.get("close") or CloseForm(),
    }
    if ours and tally.decision.closed_at is None:
        given["voice"] = forms.get("voice") or VoiceForm(decision=tally.decision, organisations=ours)
    elif tally.decision.closed_at is None:
        given["no_voice"] = why_no_voice(request.actor, request.about)
    if tally.decision.closed_at is None:
        given["message"] = _message(request, tally)
    return coalition_page(request, "coalitions/decisions/one.html", given, status=status)


def _message(request: Request[Coalition], tally: DecisionTally) -> Message:
    """What to paste for those who have not spoken."""
    decision, key = tally.decision, request.about.key
    path = reverse("coalitions:decision", args=[key, decision.pk])
    words = _("A question waits for your organisation's answer.")
    return message_to_copy(request, words, path, until=decision.closes_on, about=decision.question)


@require_POST
def decision_voice(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Give one's organisation's voice; the last one before closing counts."""
    tally = _asked_for(request, number)
    ours = speaks_for(request.actor, request.about)
    form = VoiceForm(request.POST, decision=tally.decision, organisations=ours)
    if form.is_valid():
        with refusals_in(form):
            give_voice(by=request.actor, decision=tally.decision, now=request.now, **form.cleaned_data)
            messages.success(request, _("Your organisation's voice is recorded. Until closing it can be changed."))
            return _back(request, number)
    return _page(request, tally, status=422, voice=form)


@require_POST
def decision_close(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Close it for good with its outcome."""
    tally, form = _asked_for(request, number), CloseForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            close_decision(by=request.actor, decision=tally.decision, now=request.now, **form.cleaned_data)
            messages.success(request, _("Closed."))
            return _back(request, number)
    return _page(request, tally, status=422, close=form)


def _back(request: Request[Coalition], number: int) -> HttpResponseRedirect:
    return redirect("coalitions:decision", request.about.key, number)


@require_safe
def decisions_csv(request: Request[Coalition], coalition: str) -> File:
    """The list as a CSV file, one row an option."""
    return records_as_csv("decisions", _COLUMNS, rows(request.about))


@require_safe
def decisions_json(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list as JSON."""
    return as_json({"coalition": request.about.name, "decisions": rows(request.about)})
