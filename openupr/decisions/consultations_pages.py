"""The pages of consultations, and the lists as files."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Coalition, Group
from openupr.web.days import DayField
from openupr.web.downloads import File, as_json, records_as_csv
from openupr.web.page_versions import VersionedForm

from .actions import RECORD_CONSULTATION, REMOVE_CONSULTATION, SEE_CONSULTATIONS
from .consultations import (
    consultations_of,
    edit_consultation,
    methodology,
    people_asked,
    record_consultation,
    remove_consultation,
    rows,
)
from .models import Consultation

_FIELDS = ("day", "place", "group", "people", "who", "said", "changed")


class ConsultationForm(VersionedForm):
    """When and where, how many, what they said, what changed. People are counted, never named."""

    day = DayField(label=gettext_lazy("Date"))
    place = forms.CharField(
        label=gettext_lazy("Place"), max_length=200, help_text=gettext_lazy("As exactly as is safe: a province may do.")
    )
    group = forms.ModelChoiceField(
        label=gettext_lazy("Held by"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=gettext_lazy("the whole coalition"),
    )
    people = forms.IntegerField(label=gettext_lazy("How many people"), required=False, min_value=1, max_value=1_000_000)
    who = forms.CharField(
        label=gettext_lazy("Who, in general"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as: women of two fishing communities. No names."),
    )
    said = forms.CharField(
        label=gettext_lazy("What they said"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    changed = forms.CharField(
        label=gettext_lazy("What it changed"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("You can add this later."),
    )

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = coalition.groups.all()  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(consultation: Consultation) -> dict[str, Any]:
        """What the fields hold for a consultation that was recorded."""
        return {name: getattr(consultation, name) for name in _FIELDS}


_COLUMNS = ["day", "place", "group", "people", "who", "said", "changed"]


@page(COALITION + "consultations/", SEE_CONSULTATIONS)
def consultations(request: Request[Coalition], coalition: str) -> HttpResponse:
    """All of them, and how many people were asked together."""
    records = list(consultations_of(request.about))
    context = {
        "page_name": _("Consultations"),
        "consultations": records,
        "methodology": methodology(records),
        "people_asked": people_asked(request.about),
    }
    return coalition_page(request, "decisions/consultations/list.html", context)


@page(COALITION + "consultations/new/", RECORD_CONSULTATION, methods="GET POST")
def consultation_new(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Record one."""
    form = ConsultationForm(request.POST or None, coalition=request.about)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            record_consultation(by=request.actor, coalition=request.about, today=request.today, **form.cleaned_data)
            messages.success(request, _("Recorded."))
            return redirect("decisions:consultations", coalition)
    return coalition_page(
        request, "decisions/consultations/form.html", {"page_name": _("A consultation"), "form": form}
    )


@page(COALITION + "consultations/<int:number>/", RECORD_CONSULTATION, methods="GET POST")
def consultation(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Correct one, or add what changed because of it."""
    record = _asked_for(request, number)
    form = ConsultationForm(request.POST or None, coalition=request.about, initial=ConsultationForm.initial_of(record))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            edit_consultation(by=request.actor, consultation=record, today=request.today, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("decisions:consultations", coalition)
    context = {"page_name": _("A consultation"), "form": form, "consultation": record}
    return coalition_page(request, "decisions/consultations/form.html", context)


@page(COALITION + "consultations/<int:number>/remove/", REMOVE_CONSULTATION, methods="POST")
def consultation_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Take one out."""
    remove_consultation(by=request.actor, consultation=_asked_for(request, number))
    messages.success(request, _("Removed."))
    return redirect("decisions:consultations", coalition)


def _asked_for(request: Request[Coalition], number: int) -> Consultation:
    record = request.about.consultations.filter(pk=number).first()
    if record is None:
        raise Http404
    return record


@page(COALITION + "consultations/consultations.csv", SEE_CONSULTATIONS)
def consultations_csv(request: Request[Coalition], coalition: str) -> File:
    """The list as a CSV file."""
    return records_as_csv("consultations", _COLUMNS, rows(request.about))


@page(COALITION + "consultations/consultations.json", SEE_CONSULTATIONS)
def consultations_json(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list as JSON."""
    values = {"people_asked": people_asked(request.about), "consultations": rows(request.about)}
    return as_json({"coalition": request.about.name, **values})
