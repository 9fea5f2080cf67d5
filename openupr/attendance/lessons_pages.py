"""What the lessons of earlier workshops make of this one, and how each is checked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Lesson, Workshop

from .actions import KEEP_CHECKS, SEE_CHECKS
from .lessons import check_lesson_by, checks_of, earlier, see_to_lesson
from .models import LessonCheck


class RuleForm(forms.Form):
    """By what a lesson is checked."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Checked by"),
        choices=[("", gettext_lazy("somebody who ticks it off")), *LessonCheck.By.choices],
        required=False,
    )
    least = forms.IntegerField(
        label=gettext_lazy("at least"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=gettext_lazy("Per cent, or interpreters."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("rule") and cleaned.get("least") is None and "least" not in self.errors:
            self.add_error("least", gettext_lazy("Say how much is enough."))
        return cleaned


@page(WORKSHOP + "attendance/lessons/", SEE_CHECKS)
def checks(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What earlier workshops taught, and whether this one keeps to it."""
    context = {
        "page_name": _("Earlier lessons"),
        "before": earlier(request.about),
        "checks": [(lesson_check, _rule_of(lesson_check.lesson)) for lesson_check in checks_of(request.about)],
    }
    return coalition_page(request, "attendance/checks.html", context)


def _rule_of(lesson: Lesson) -> RuleForm:
    rule = getattr(lesson, "check_rule", None)
    first = {"rule": rule.by, "least": rule.least} if rule else {}
    return RuleForm(initial=first, auto_id=f"lesson-{lesson.pk}-%s")


@page(WORKSHOP + "attendance/lessons/<int:number>/", KEEP_CHECKS, methods="POST")
def check(request: Request[Workshop], coalition: str, workshop: int, number: int) -> HttpResponse:
    """Say by what a lesson is checked, or tick it off: the button says which."""
    about, do = request.about, request.POST.get("do")
    lesson = Lesson.objects.filter(workshop__in=earlier(about), pk=number).first()
    if lesson is None:
        raise Http404
    if do == "rule":
        form = RuleForm(request.POST)
        if form.is_valid():
            check_lesson_by(by=request.actor, workshop=about, lesson=lesson, **form.cleaned_data)
            messages.success(request, _("Saved."))
        else:
            messages.error(request, _("Say how much is enough: a number from 1 to 100. Nothing was changed."))
    else:
        see_to_lesson(by=request.actor, workshop=about, lesson=lesson, seen_to=do == "seen-to")
    return redirect("attendance:checks", coalition, workshop)
