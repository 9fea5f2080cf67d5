"""Paper: sheets to fill in, slips with a code to tear off, and typing in what came back."""

from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.documents.printing import CannotPrint, pdf
from openupr.web.downloads import PDF, attachment
from openupr.web.this_machine import is_near_only, server_address

from .actions import KEEP_BOX, PRINT_SLIPS, TYPE_IN
from .box_frame_pages import address_for_phones, language_of, sent_in
from .boxes import title_in
from .boxes_pages import SlipsForm
from .models import Box
from .rules.codes import fresh_code
from .rules.questions import asked_of_box
from .rules.sentences import sentences
from .testimonies import make_slips, type_in
from .testimonies_pages import TestimonyForm


class TestimonySlipForm(TestimonyForm):
    """A testimony from paper."""

    slip = forms.CharField(
        label=gettext_lazy("Number of the slip"),
        max_length=20,
        help_text=gettext_lazy("It is printed on the part that was handed in."),
    )
    field_order = ("slip", "text", "phrase", "consent")


_STYLE = Path(__file__).parent / "static" / "testimonies" / "paper.css"


@page(COALITION + "boxes/<int:box>/sheet.pdf", KEEP_BOX, in_english=True)
def sheet(request: Request[Box], coalition: str, box: int) -> HttpResponse:
    """The evaluation on paper, in one language."""
    language = language_of(request)
    asked_here = [
        (question, question.label[language], [c.label[language] for c in question.choices])
        for question in _questions(request)
    ]
    return _printed(request, "testimonies/sheet.html", {"asked": asked_here}, language, "evaluation")


@page(COALITION + "boxes/<int:box>/slips.pdf", PRINT_SLIPS, methods="POST", in_english=True)
def slips(request: Request[Box], coalition: str, box: int) -> HttpResponse:
    """Slips for testimonies; the codes on them exist on this paper alone."""
    form = SlipsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Ask for 1 to 40 slips. Nothing was printed."))
        return redirect("testimonies:box", coalition, box)
    with refusals_on(request):
        codes = [fresh_code() for _number in range(form.cleaned_data["number"])]
        printed = make_slips(by=request.actor, box=request.about, codes=codes)
        context = {
            "slips": printed,
            "address": address_for_phones(request, "testimonies:withdraw"),
            "is_near_only": is_near_only(request),
            "is_reached": bool(server_address(request)),
        }
        return _printed(request, "testimonies/slips.html", context, language_of(request), "slips")
    return redirect("testimonies:box", coalition, box)


@page(COALITION + "boxes/<int:box>/type-in/", TYPE_IN, name="type-in", methods="GET POST")
@sensitive_post_parameters()
def type_in_(request: Request[Box], coalition: str, box: int) -> HttpResponse:
    """Type in the text of a slip."""
    form = TestimonySlipForm(sent_in(request), language="en")
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            type_in(by=request.actor, box=request.about, **form.cleaned_data)
            messages.success(request, _("Kept. The next one, in whatever order they lie."))
            return redirect("testimonies:type-in", coalition, box)
    context = {"form": form, "page_name": _("Type in from paper")}
    return coalition_page(request, "testimonies/type_in.html", context)


def _questions(request: Request[Box]) -> Any:
    return asked_of_box(request.about.questions)


def _printed(request: Request[Box], template: str, context: dict[str, Any], language: str, name: str) -> HttpResponse:
    frame = {"box_title": title_in(request.about, language), "say": sentences(language), "language": language}
    try:
        data = pdf(render_to_string(template, frame | context), css=_STYLE.read_text())
    except CannotPrint as reason:
        return render(request, "not_permitted.html", {"sentence": str(reason)}, status=503)
    answer = attachment(f"{name}-{request.about.pk}.pdf", data, PDF)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
