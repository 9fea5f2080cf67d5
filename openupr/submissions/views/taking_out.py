"""A section taken out: asked first; kept, listed, brought back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_on
from openupr.web.languages import in_parts

from ..actions.drafting import ARRANGE, SEE_SUBMISSION
from ..addresses import SECTION, SUBMISSION
from ..models import Section, Submission
from ..queries.document import citations
from ..queries.removed_sections import contents_of, sections_taken_out
from ..services.beginning import bring_section_back, remove_section
from .drawing import drawn


@page(SECTION + "take-out/", ARRANGE, methods="GET POST")
def section_remove(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """What goes with it; asked for again by a button, it is taken out."""
    about = request.about
    if about.taken_out_at:
        return redirect("submissions:taken-out", coalition, submission)
    if about.is_locked and request.method != "POST":
        return redirect("submissions:section", coalition, submission, section)
    if request.method == "POST":
        with refusals_on(request):
            remove_section(by=request.actor, section=about, now=request.now)
            told = _("Taken out: “%(heading)s”. All that is in it is kept here and can be brought back.")
            messages.success(request, told % {"heading": in_parts(about.heading)})
            return redirect("submissions:taken-out", coalition, submission)
        return redirect("submissions:arrange", coalition, submission)
    name = _("Take out “%(heading)s”?") % {"heading": in_parts(about.heading)}
    return coalition_page(request, "submissions/section_remove.html", {"page_name": name, "goes": contents_of(about)})


@page(SUBMISSION + "sections/taken-out/", SEE_SUBMISSION)
def taken_out(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """All sections that were taken out, with their words; a coordinator brings one back."""
    found = sections_taken_out(request.about)
    cite = citations([each.text for one in found for each in one.paragraphs], request.about).get
    language = request.about.language
    lines = [(one, [drawn(each.text, cite=cite, language=language) for each in one.paragraphs]) for one in found]
    return coalition_page(request, "submissions/sections_taken_out.html", {"page_name": _("Taken out"), "lines": lines})


@page(SECTION + "bring-back/", ARRANGE, methods="POST")
def section_bring_back(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """It stands again, with all that is in it."""
    about = request.about
    if about.taken_out_at is None:
        raise Http404
    with refusals_on(request):
        bring_section_back(by=request.actor, section=about)
        messages.success(request, _("Brought back: “%(heading)s”.") % {"heading": in_parts(about.heading)})
        return redirect("submissions:section", coalition, submission, section)
    return redirect("submissions:taken-out", coalition, submission)
