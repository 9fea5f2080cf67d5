"""Figures of a workshop: what would be published, what was, and those files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.web.downloads import File, as_csv, as_json
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from ..actions import PUBLISH, SEE_FIGURES
from ..forms.figures import ByHandForm, PublishForm, WithdrawForm
from ..queries.counting import counted, last_day_of
from ..queries.figures import HEADER, document_of, figures_in_words, in_a_sentence, latest_figures, near_to, rows_of
from ..queries.publications import publication_of, published
from ..services.publishing import publish_by_hand, publish_from_list, withdraw_figures
from .around import of_a_list


@page(WORKSHOP + "attendance/figures/", SEE_FIGURES)
def figures(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What was published."""
    found = published(request.about)
    given = {
        "page_name": _("Figures"),
        "figures": found,
        "parts": figures_in_words(found, request.about) if found else [],
        "latest": latest_figures(request.about),
        "withdraw": WithdrawForm(),
    }
    return coalition_page(request, "attendance/figures.html", given)


@page(WORKSHOP + "attendance/figures.<slug:kind>", SEE_FIGURES)
def figures_file(request: Request[Workshop], coalition: str, workshop: int, kind: str) -> File:
    """The same as `csv` or `json`."""
    found = published(request.about)
    if found is None or kind not in ("csv", "json"):
        raise Http404
    if kind == "json":
        return as_json(document_of(found, request.about))
    return as_csv(f"figures-{request.about.pk}", HEADER, rows_of(found, request.about))


@page(WORKSHOP + "attendance/figures/publish/", PUBLISH, methods="GET POST")
@of_a_list
def publish(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """What would be told of the list, and what would not; then publish it, or withdraw what was."""
    about, today = request.about, request.today
    if request.method == "POST" and request.POST.get("do") == "withdraw":
        if WithdrawForm(request.POST).is_valid():
            withdraw_figures(by=request.actor, workshop=about, today=today)
            messages.success(request, _("Withdrawn. Reports that were made before may still hold them."))
        else:
            messages.error(request, _("Tick that you mean it. Nothing was changed."))
        return redirect("attendance:figures", coalition, workshop)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            publish_from_list(by=request.actor, workshop=about, today=today)
            messages.success(request, _("Published. Answers that were asked for this alone are deleted."))
            return redirect("attendance:figures", coalition, workshop)
    return coalition_page(request, "attendance/publish.html", _before_publishing(request, form), status=_status(form))


def _before_publishing(request: Request[Workshop], form: PublishForm) -> dict[str, Any]:
    about = request.about
    last = last_day_of(about)
    told = counted(about)
    return {
        "page_name": _("Publish figures"),
        "form": form,
        "told": told,
        "sentence": in_a_sentence(told),
        "parts": figures_in_words(told, about),
        "is_over": bool(last and last <= request.today),
        "latest": latest_figures(about),
        "near": near_to(told, about),
    }


@page(WORKSHOP + "attendance/figures/by-hand/", PUBLISH, methods="GET POST")
def by_hand(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Type in counts of a workshop that was held on paper."""
    about = request.about
    form = ByHandForm(request.POST or None, workshop=about, initial=_as_before(about))
    given: dict[str, Any] = {"page_name": _("Type in figures"), "form": form}
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            given["near"] = near_to(form.told(), about)
            if not given["near"] or form.is_meant_beside_others():
                publish_by_hand(by=request.actor, workshop=about, today=request.today, **form.given())
                messages.success(request, _("Published, as typed in from paper."))
                return redirect("attendance:figures", coalition, workshop)
    return coalition_page(request, "attendance/by_hand.html", given, status=422 if given.get("near") else _status(form))


def _as_before(about: Workshop) -> dict[str, Any]:
    """What was typed in before, for who puts it right; nothing of what was counted from the list."""
    before = latest_figures(about)
    if before is None or not before.by_hand:
        return {}
    return ByHandForm.initial_of(publication_of(before), about) | {"approximate": before.approximate}


def _status(form: PublishForm | ByHandForm) -> int:
    return 422 if form.errors else 200
