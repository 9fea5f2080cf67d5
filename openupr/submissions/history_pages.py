"""The pages of a section's history, from which earlier texts can be brought back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_on
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.web.languages import in_parts

from .actions import SEE_SUBMISSION, WRITE
from .addresses import SECTION
from .frame import passed_over, telling_marks
from .history import difference, history, versions_of
from .models import ClaimVersion, Paragraph, ParagraphVersion, Section
from .paragraphs import restore
from .paragraphs_pages import back, both
from .remarks import bring_claim_back
from .writing_pages import SeenForm


@page(SECTION + "history/", SEE_SUBMISSION)
def section_history(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """Every save: by whom and what it changed; any can be brought back.

    `?paragraph=p0123&from=1&to=3`: only that paragraph, with the changes between two versions.
    """
    about, query = request.about, request.GET
    anchors = set(ParagraphVersion.objects.filter(section=about).values_list("anchor", flat=True))
    anchor = query.get("paragraph", "") if query.get("paragraph") in anchors else ""
    saves = history(about, anchor=anchor)
    versions = versions_of(saves) if anchor else []
    numbers = [str(version.version) for version in versions]
    chosen = [int(query[name]) if query.get(name, "") in numbers else None for name in ("from", "to")]
    first, last = chosen
    context = {
        "page_name": _("How “%(heading)s” came to be") % {"heading": in_parts(about.heading)},
        "passed_over": passed_over(request, {"paragraph": anchors, "from": numbers, "to": numbers}),
        "saves": saves,
        "anchor": anchor,
        "versions": versions,
        "difference": difference(about, anchor, first, last) if first and last else None,
    }
    return coalition_page(request, "submissions/section_history.html", context)


@page(SECTION + "versions/<int:version>/restore/", WRITE, name="restore", methods="POST")
def paragraph_restore(
    request: Request[Section], coalition: str, submission: int, section: int, version: int
) -> HttpResponse:
    """Bring an earlier text back; where the text was saved meanwhile, show both texts."""
    paragraph_version = ParagraphVersion.objects.filter(section=request.about, pk=version).first()
    if paragraph_version is None:
        raise Http404
    seen = SeenForm(request.POST).number()
    try:
        with refusals_on(request), telling_marks(request):
            restore(by=request.actor, section=request.about, version=paragraph_version, seen=seen, now=request.now)
            messages.success(request, _("Brought back."))
    except SavedMeanwhile as meanwhile:
        paragraph = Paragraph.all_ever.get(section=request.about, anchor=paragraph_version.anchor)
        paragraph.section = request.about
        return both(request, paragraph, meanwhile, seen=seen)
    return back(request, paragraph_version.anchor)


@page(SECTION + "sources/versions/<int:version>/bring-back/", WRITE, methods="POST")
def claim_bring_back(
    request: Request[Section], coalition: str, submission: int, section: int, version: int
) -> HttpResponse:
    """Bring back an earlier wording of a source, or a source that was removed."""
    claim_version = ClaimVersion.objects.filter(section=request.about, pk=version).first()
    if claim_version is None:
        raise Http404
    seen = SeenForm(request.POST).number()
    with refusals_on(request):
        bring_claim_back(by=request.actor, section=request.about, version=claim_version, seen=seen, now=request.now)
        messages.success(request, _("Brought back, with its end note."))
    return back(request, claim_version.anchor)
