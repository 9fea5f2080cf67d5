"""The roadmap on paper: a blank sheet to print, and its answers typed in again in the same order."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Group
from openupr.documents.printing import CannotPrint, pdf
from openupr.languages.confirmations import all_confirmed
from openupr.web.downloads import PDF, attachment

from ..actions import ANSWER, SEE_ROADMAP
from ..forms.roadmap import SheetForm
from ..queries.questions import asked
from ..queries.roadmap import answer_of, roadmap_of
from ..rules.proposals import ASKED_FOR
from ..rules.roadmap import questions
from ..services.roadmap import SheetMeanwhile, Typed, TypedIn, type_in

_STYLE = Path(__file__).parents[1] / "static" / "roadmaps" / "sheet.css"


def _sheet(request: Request[Group]) -> dict[str, Any]:
    """The sheet's questions with the lines to write on; English, and Khmer beside it where the coalition uses it.

    Recommendations have a numbered place each: so they are told apart again when they are typed in.
    """
    return {
        "group": request.about,
        "coalition": request.about.coalition,
        "khmer": "km" in request.about.coalition.languages or request.GET.get("language") == "km",
        "unreviewed": not all_confirmed((question.en, question.km) for question in questions()),
        "questions": [(question, asked(question), range(question.lines)) for question in questions()],
        "places": range(1, ASKED_FOR + 1),
    }


@page(GROUP + "roadmap/blank/", SEE_ROADMAP)
def roadmap_blank(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The blank sheet as a page, to be printed from the browser."""
    return coalition_page(request, "roadmaps/blank.html", {"page_name": _("Blank roadmap"), **_sheet(request)})


@page(GROUP + "roadmap/blank.pdf", SEE_ROADMAP)
def roadmap_blank_pdf(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The blank sheet as PDF, one page front and back."""
    html = render_to_string("roadmaps/sheet.html", _sheet(request))
    try:
        return attachment("roadmap-blank.pdf", pdf(html, css=_STYLE.read_text()), PDF)
    except CannotPrint as reason:
        return render(request, "not_permitted.html", {"sentence": str(reason)}, status=503)


@page(GROUP + "roadmap/type-in/", ANSWER, methods="GET POST")
def roadmap_type_in(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Type a sheet in, in its order; all of it is saved, or nothing."""
    roadmap = roadmap_of(request.about, today=request.today)
    form = SheetForm(request.POST or None, roadmap=roadmap)
    status, meanwhile = 200, None
    if request.method == "POST" and form.is_valid():
        sheet = [Typed(question=question.number, **given) for question, given in form.answers()]
        try:
            with refusals_in(form):
                done = type_in(by=request.actor, group=request.about, sheet=sheet, now=request.now)
                messages.success(request, _told(done))
                return redirect("roadmaps:roadmap", coalition, group)
        except SheetMeanwhile as found:
            status, meanwhile, form = 409, found, _with_their_version(form, found, roadmap)
    given = {
        "page_name": _("Answer all in one form"),
        "form": form,
        "meanwhile": meanwhile,
        "questions": form.by_question(),
    }
    if meanwhile:
        given["theirs"] = answer_of(request.about, meanwhile.question)
    return coalition_page(request, "roadmaps/type_in.html", given, status=status)


def _told(done: TypedIn) -> str:
    changed, drafted = done.changed, len(done.drafted)
    told = ngettext("Saved: %(n)s answer changed.", "Saved: %(n)s answers changed.", changed) % {"n": changed}
    if drafted:
        more = ngettext(
            "%(n)s recommendation was drafted from the sheet: improve it under “Recommendations”.",
            "%(n)s recommendations were drafted from the sheet: improve them under “Recommendations”.",
            drafted,
        )
        told += " " + more % {"n": drafted}
    return told


def _with_their_version(form: SheetForm, found: SheetMeanwhile, roadmap: Any) -> SheetForm:
    """What was typed, on top of what somebody else saved: shown beside it, so that saving again is meant."""
    newer = {f"version-{found.question}": str(found.meanwhile.version)}
    return SheetForm({name: form.data[name] for name in form.data} | newer, roadmap=roadmap)
