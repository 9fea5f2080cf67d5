"""Figures of a workshop: what would be published, what was, and those files."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.web.downloads import File, as_csv, as_json
from openupr.web.page_versions import VersionedForm, status_of
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from .actions import PUBLISH, SEE_FIGURES
from .attendance_frame_pages import of_a_list
from .figures import (
    HEADER,
    counted,
    document_of,
    figures_in_words,
    in_a_sentence,
    latest_figures,
    near_to,
    numbers_published,
    publish_by_hand,
    publish_from_list,
    published,
    rows_of,
    withdraw_figures,
)
from .registrations import last_day_of
from .rules.publishing import Publication, publication_of, typed_in
from .rules.questions import AREA, FIRST_TIME, GENDER

MOST_PEOPLE = 100_000
_TOLD = {"women": (GENDER, "women"), "rural": (AREA, "rural"), "newcomers": (FIRST_TIME, "yes")}


def _count(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_PEOPLE, **more)


class PublishForm(VersionedForm):
    """One tick, for what cannot be undone."""

    meant = forms.BooleanField(
        label=gettext_lazy("I checked these figures"),
        help_text=gettext_lazy("They are published once, and not changed again."),
    )


class WithdrawForm(forms.Form):
    """The same."""

    meant = forms.BooleanField(label=gettext_lazy("Withdraw these figures"))


class ByHandForm(forms.Form):
    """Counts from paper; what was not counted stays empty."""

    total = _count(gettext_lazy("Participants altogether"))
    approximate = forms.BooleanField(
        label=gettext_lazy("Approximate number"), required=False, help_text=gettext_lazy("Shown as “some 70”.")
    )
    women = _count(gettext_lazy("Women among them"), required=False)
    rural = _count(gettext_lazy("From the countryside"), required=False)
    newcomers = _count(gettext_lazy("New to the UPR"), required=False)
    registered = _count(gettext_lazy("Had registered"), required=False)

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days: dict[str, date] = {}
        for number, day in enumerate(workshop.days.all(), start=1):
            name = f"day-{number}"
            self.days[name] = day.date
            label = gettext_lazy("Came on %(day)s") % {"day": date_format(day.date, "l, j F Y")}
            self.fields[name] = _count(label, required=False)
        self.fields["meant"] = forms.BooleanField(
            label=gettext_lazy("I checked these figures"),
            help_text=gettext_lazy("Later no number is changed by fewer than five."),
        )

    def told(self) -> Publication:
        """What would be published. Raises MoreThanAll."""
        typed = {name: value for name, value in self.given().items() if name != "approximate"}
        return publication_of(typed_in(**typed))

    def is_meant_beside_others(self) -> bool:
        """Ask whether they are to be published beside nearly the same figures of another workshop;
        say the answer.
        """
        self.fields["beside"] = forms.BooleanField(
            label=gettext_lazy("Publish them anyway"),
            help_text=gettext_lazy("I have read which workshop has nearly the same figures."),
            required=False,
        )
        return bool(self["beside"].value())

    @staticmethod
    def initial_of(earlier: Publication, workshop: Workshop) -> dict[str, Any]:
        """What the fields hold for figures that were published before, as far as they were."""
        initial: dict[str, Any] = {"total": earlier.total, "registered": earlier.registered}
        for name, (question, group) in _TOLD.items():
            initial[name] = earlier.answers.get(question, {}).get(group)
        for number, day in enumerate(workshop.days.all(), start=1):
            initial[f"day-{number}"] = earlier.days.get(day.date.isoformat())
        return initial

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        cleaned = self.cleaned_data
        days = {day: cleaned[name] for name, day in self.days.items() if cleaned[name] is not None}
        answers = {
            question: {group: cleaned[name]} for name, (question, group) in _TOLD.items() if cleaned[name] is not None
        }
        return {
            "total": cleaned["total"],
            "approximate": cleaned["approximate"],
            "registered": cleaned["registered"],
            "days": days,
            "answers": answers,
        }


@page(WORKSHOP + "attendance/figures/", SEE_FIGURES)
def figures(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What was published."""
    published_figures = published(request.about)
    context = {
        "page_name": _("Figures"),
        "figures": published_figures,
        "parts": figures_in_words(published_figures, request.about) if published_figures else [],
        "latest": latest_figures(request.about),
        "withdraw": WithdrawForm(),
    }
    return coalition_page(request, "attendance/figures.html", context)


@page(WORKSHOP + "attendance/figures.<slug:kind>", SEE_FIGURES)
def figures_file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> File:
    """The same as `csv` or `json`."""
    public_figures = published(request.about)
    if public_figures is None or kind not in ("csv", "json"):
        raise Http404
    if kind == "json":
        return as_json(document_of(public_figures, request.about))
    return as_csv(f"figures-{request.about.pk}", HEADER, rows_of(public_figures, request.about))


@page(WORKSHOP + "attendance/figures/publish/", PUBLISH, methods="GET POST")
@of_a_list
def publish(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What would be published of the list, and what would not; then publish it, or withdraw it."""
    about, today = request.about, request.today
    if request.method == "POST" and request.POST.get("do") == "withdraw":
        if WithdrawForm(request.POST).is_valid():
            withdraw_figures(by=request.actor, workshop=about, today=today)
            messages.success(request, _("Withdrawn. Reports that were made before may still hold them."))
        else:
            messages.error(request, _("Tick that you mean it. Nothing was changed."))
        return redirect("attendance:figures", coalition, workshop)
    form = PublishForm(request.POST or None, beside=figures_in_words(counted(about), about))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            publish_from_list(by=request.actor, workshop=about, today=today)
            messages.success(request, _("Published. Answers that were asked for this alone are deleted."))
            return redirect("attendance:figures", coalition, workshop)
    return coalition_page(request, "attendance/publish.html", _before_publishing(request, form), status=_status(form))


def _before_publishing(request: Request[Workshop], form: PublishForm) -> dict[str, Any]:
    about = request.about
    last = last_day_of(about)
    publication = counted(about)
    return {
        "page_name": _("Publish figures"),
        "form": form,
        "told": publication,
        "sentence": in_a_sentence(publication),
        "parts": figures_in_words(publication, about),
        "is_over": bool(last and last <= request.today),
        "latest": latest_figures(about),
        "near": near_to(publication, about),
    }


@page(WORKSHOP + "attendance/figures/by-hand/", PUBLISH, methods="GET POST")
def by_hand(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Type in counts of a workshop whose list is on paper."""
    about = request.about
    form = ByHandForm(request.POST or None, workshop=about, initial=_as_before(about))
    context: dict[str, Any] = {"page_name": _("Type in figures"), "form": form}
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            context["near"] = near_to(form.told(), about)
            if not context["near"] or form.is_meant_beside_others():
                publish_by_hand(by=request.actor, workshop=about, today=request.today, **form.given())
                messages.success(request, _("Published, as typed in from paper."))
                return redirect("attendance:figures", coalition, workshop)
    return coalition_page(
        request, "attendance/by_hand.html", context, status=422 if context.get("near") else _status(form)
    )


def _as_before(about: Workshop) -> dict[str, Any]:
    """What was typed in before, for who puts it right; nothing of what was counted from the
    list.
    """
    before = latest_figures(about)
    if before is None or not before.by_hand:
        return {}
    return ByHandForm.initial_of(numbers_published(before), about) | {"approximate": before.approximate}


def _status(form: PublishForm | ByHandForm) -> int:
    return status_of(form)
