"""The page that starts an agenda from a template and keeps one as a template."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, refusals_on

from .actions import KEEP_TEMPLATE
from .addresses import WORKSHOP
from .agenda_templates import agendas_to_start_from, drop_template, keep_as_template, start_from
from .models import Workshop
from .sessions import number_sessions


class TemplateForm(forms.Form):
    """Keeping an agenda as a template."""

    name = forms.CharField(label=gettext_lazy("Name of the template"), max_length=120)
    with_names = forms.BooleanField(
        label=gettext_lazy("With people's names"),
        required=False,
        help_text=gettext_lazy("Without this: hours, titles and objectives only."),
    )


@page(WORKSHOP + "template/", KEEP_TEMPLATE, methods="POST", in_english=True)
def template(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Start from a template, keep the agenda as one, delete one, or number anew, by the button."""
    about, by = request.about, request.actor
    match request.POST.get("do"):
        case "keep":
            form = TemplateForm(request.POST)
            if form.is_valid():
                with refusals_on(request):
                    keep_as_template(by=by, workshop=about, **form.cleaned_data)
                    messages.success(request, _("Kept: every workshop of the coalition can start from it."))
            else:
                messages.error(request, _("Give the template a name. Nothing was changed."))
        case "number":
            number_sessions(by=by, workshop=about)
        case "drop":
            start = _start(request)
            if start.own:
                drop_template(by=by, template=start.own)
                messages.success(request, _("The template is gone; agendas that began from it stay."))
        case _:
            with refusals_on(request):
                start_from(by=by, workshop=about, rows=_start(request).rows)
                messages.success(request, _("The agenda is ready. Change what is different this time."))
    return redirect("workshops:workshop", coalition, workshop)


def _start(request: Request[Workshop]) -> Any:
    key = request.POST.get("from")
    start = next((start for start in agendas_to_start_from(request.about.coalition) if start.key == key), None)
    if start is None:
        raise Http404
    return start
