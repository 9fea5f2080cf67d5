"""Consultations: recorded, read, taken away as lists."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.web.downloads import File, as_json, records_as_csv

from ..actions.consultation import RECORD_CONSULTATION, REMOVE_CONSULTATION, SEE_CONSULTATIONS
from ..addresses import COALITION
from ..forms.consultations import ConsultationForm
from ..frame import Request, coalition_page, refusals_in
from ..models import Coalition, Consultation
from ..queries.consultations import consultations_of, methodology, people_asked, rows
from ..services.consultations import edit_consultation, record_consultation, remove_consultation

_COLUMNS = ["day", "place", "group", "people", "who", "said", "changed"]


@page(COALITION + "consultations/", SEE_CONSULTATIONS)
def consultations(request: Request[Coalition], coalition: str) -> HttpResponse:
    """All of them, and how many people were asked together."""
    held = list(consultations_of(request.about))
    given = {
        "page_name": _("Consultations"),
        "consultations": held,
        "methodology": methodology(held),
        "people_asked": people_asked(request.about),
    }
    return coalition_page(request, "coalitions/consultations/list.html", given)


@page(COALITION + "consultations/new/", RECORD_CONSULTATION, methods="GET POST")
def consultation_new(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Record one."""
    form = ConsultationForm(request.POST or None, coalition=request.about)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            given = form.cleaned_data
            record_consultation(by=request.actor, coalition=request.about, today=request.today, **given)
            messages.success(request, _("Recorded."))
            return redirect("coalitions:consultations", coalition)
    return coalition_page(
        request, "coalitions/consultations/form.html", {"page_name": _("A consultation"), "form": form}
    )


@page(COALITION + "consultations/<int:number>/", RECORD_CONSULTATION, methods="GET POST")
def consultation(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Correct one, or add what changed because of it."""
    found = _asked_for(request, number)
    form = ConsultationForm(request.POST or None, coalition=request.about, initial=ConsultationForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            given = form.cleaned_data
            edit_consultation(by=request.actor, consultation=found, today=request.today, **given)
            messages.success(request, _("Saved."))
            return redirect("coalitions:consultations", coalition)
    given = {"page_name": _("A consultation"), "form": form, "consultation": found}
    return coalition_page(request, "coalitions/consultations/form.html", given)


@page(COALITION + "consultations/<int:number>/remove/", REMOVE_CONSULTATION, methods="POST")
def consultation_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Take one out."""
    remove_consultation(by=request.actor, consultation=_asked_for(request, number))
    messages.success(request, _("Removed."))
    return redirect("coalitions:consultations", coalition)


def _asked_for(request: Request[Coalition], number: int) -> Consultation:
    found = request.about.consultations.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


@page(COALITION + "consultations/consultations.csv", SEE_CONSULTATIONS)
def consultations_csv(request: Request[Coalition], coalition: str) -> File:
    """The list as a CSV file."""
    return records_as_csv("consultations", _COLUMNS, rows(request.about))


@page(COALITION + "consultations/consultations.json", SEE_CONSULTATIONS)
def consultations_json(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list as JSON."""
    given = {"people_asked": people_asked(request.about), "consultations": rows(request.about)}
    return as_json({"coalition": request.about.name, **given})
