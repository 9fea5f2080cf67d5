"""The evaluation: filled in, and what it says once the box is closed. Nothing of who fills it in is
looked at.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from openupr.accounts.actions import Role
from openupr.accounts.pace import sender, take_once, too_fast
from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, RoomRequest, coalition_page
from openupr.web.charts import Bar
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, as_csv, as_json

from .actions import ANSWER, SEE_BOXES
from .box_frame_pages import (
    MOST_A_MINUTE,
    language_of,
    refusals_said,
    sent_in,
    show_on_phone,
    way_back,
)
from .evaluations import RESULT_COLUMNS, BoxResult, answer, evaluation_summary, result_rows, results_document
from .models import Box
from .rules.questions import LONGEST_REMARK, asked_of_box
from .rules.sentences import sentences


class EvaluationForm(forms.Form):
    """The questions of a box; none must be answered."""

    def __init__(self, *args: Any, box: Box, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sentences(language)["no_names"]
        for question in asked_of_box(box.questions):
            if question.is_written:
                self.fields[question.key] = forms.CharField(
                    label=question.label[language],
                    required=False,
                    max_length=LONGEST_REMARK,
                    help_text=names,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )
            else:
                self.fields[question.key] = forms.ChoiceField(
                    label=question.label[language],
                    required=False,
                    choices=[(choice.value, choice.label[language]) for choice in question.choices],
                    widget=forms.RadioSelect,
                )


# Kept by the phone alone, until its browser closes: that somebody answered on it.
_ANSWERED = "answered"


@page(COALITION + "boxes/<int:box>/evaluate/", ANSWER, methods="GET POST")
@sensitive_post_parameters()
def evaluate(request: RoomRequest[Box], coalition: str, box: int) -> HttpResponse:
    """The evaluation, on a phone in the room or with an account."""

    # Also what coordinators answer for themselves: they know what it says.
    types_in = Role.COORDINATOR in request.roles

    def put(answers: dict[str, str]) -> None:
        answer(by=request.actor, box=request.about, answers=answers, typed_in=types_in)

    return evaluation_page(request, request.about, put=put, back=way_back(request), types_in=types_in)


def evaluation_page(
    request: TimedRequest, box: Box, *, put: Callable[[dict[str, str]], None], back: str, types_in: bool = False
) -> HttpResponse:
    """Ask; take; thank. `types_in`: somebody types sheet after sheet from paper."""
    form = EvaluationForm(sent_in(request), box=box, language=language_of(request))
    context = {"box": box, "back": back, "types_in": types_in}
    if request.method == "POST":
        if too_fast("evaluation", sender(request), most=MOST_A_MINUTE, seconds=60):
            return render(request, "429.html", status=429)
        if form.is_valid():
            with refusals_said(form, language_of(request)):
                _put_once(request, put, form.cleaned_data)
                response = redirect(f"{request.path}?sent=1")
                if not types_in:
                    path = request.path
                    response.set_cookie(_ANSWERED, "yes", path=path, httponly=True, samesite="Strict")
                return response
        elif not form.fields:
            return show_on_phone(request, "testimonies/nothing_here.html", context, status=404)
    elif not box.is_open or not box.questions:
        return show_on_phone(request, "testimonies/nothing_here.html", context, status=404)
    context |= {
        "form": form,
        "once": secrets.token_urlsafe(12),
        "was_sent": "sent" in request.GET and not form.is_bound,
        "was_answered": _ANSWERED in request.COOKIES and "again" not in request.GET and not form.is_bound,
    }
    return show_on_phone(request, "testimonies/evaluate.html", context, status=422 if form.errors else 200)


def _put_once(request: TimedRequest, put: Callable[[dict[str, str]], None], answers: dict[str, str]) -> None:
    """A thumb that taps twice is counted once. Other answers in the same form are another person's,
    or another mind.
    """
    once = request.POST.get("once", "")[:40]
    if once:
        take_once(lambda: put(answers), sent=repr((once, request.path, sorted(answers.items()))))
    else:
        put(answers)


@page(COALITION + "boxes/<int:box>/results/", SEE_BOXES)
def results(request: Request[Box], coalition: str, box: int) -> HttpResponse:
    """The evaluation, or why it is not shown."""
    summary = evaluation_summary(request.about)
    drawn = [(result, _bars(result)) for result in summary.results] if summary else []
    context = {"page_name": _("See what evaluations say"), "summary": summary, "drawn": drawn}
    return coalition_page(request, "testimonies/results.html", context)


def _bars(result: BoxResult) -> list[Bar]:
    return [Bar(label=label, count=number) for label, number in result.counts]


@page(COALITION + "boxes/<int:box>/results.<slug:kind>", SEE_BOXES)
def results_file(request: Request[Box], coalition: str, box: int, kind: str) -> File:
    """The same as `csv` or `json`; nothing where nothing is shown."""
    summary = evaluation_summary(request.about)
    if summary is None or kind not in ("csv", "json"):
        raise Http404
    if kind == "json":
        return as_json(results_document(request.about, summary))
    return as_csv(f"evaluation-{request.about.pk}", RESULT_COLUMNS, result_rows(summary))
