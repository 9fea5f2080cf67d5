"""Evidence of the follow-up in a submission: cited in a paragraph, its file annexed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Coalition
from openupr.documents.light_markup import plain_words
from openupr.followup.follow_up_list import viewer_of
from openupr.followup.models import Evidence

from ..actions.drafting import FROM_FOLLOW_UP
from ..addresses import SECTION
from ..forms.evidence import PlaceEvidenceForm
from ..models import Section
from ..queries.document import citations
from ..queries.evidence import citable_evidence, cited_in, paragraphs_to_cite_in, sections_to_write
from ..services.annexing import annex_evidence
from ..services.remarks import cite_evidence
from .paragraphs import back, paragraph_of

_LONGEST = 200


@page(SECTION + "evidence/", FROM_FOLLOW_UP, methods="GET POST")
def evidence(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """Choose evidence, then the paragraph that rests on it, or annex its file."""
    paragraphs = paragraphs_to_cite_in(request.about)
    said = citations([each.text for each in paragraphs], request.about.submission)
    brief = [(each, plain_words(each.text, cite=said.get)) for each in paragraphs]
    form = PlaceEvidenceForm(request.POST or None, paragraphs=brief)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            return _annex(request, form) if form.cleaned_data["annex"] else _cite(request, form)
    return _page(request, form, status=422 if form.errors else 200)


def _page(request: Request[Section], form: PlaceEvidenceForm, *, status: int) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:_LONGEST]
    only = request.GET.get("evidence", "")
    one = int(only) if only.isdecimal() and len(only) < 19 else None
    found, number = citable_evidence(request.about, words=words, only=one)
    given = {
        "page_name": _("Cite evidence"),
        "form": form,
        "found": found,
        "number": number,
        "words": words,
        "only": one,
        "cited": cited_in(request.about, found),
    }
    return coalition_page(request, "submissions/evidence.html", given, status=status)


def _found(request: Request[Section], number: int | None) -> Evidence:
    found = Evidence.objects.filter(listed__coalition=request.about.coalition, pk=number or 0).first()
    if found is None:
        raise Http404
    return found


def _cite(request: Request[Section], form: PlaceEvidenceForm) -> HttpResponse:
    found = _found(request, form.cleaned_data["cite"])
    paragraph = paragraph_of(request, form.cleaned_data["paragraph"])
    cite_evidence(by=request.actor, paragraph=paragraph, evidence=found, now=request.now)
    messages.success(request, _("Cited. It becomes an end note."))
    return back(request, paragraph.anchor)


def _annex(request: Request[Section], form: PlaceEvidenceForm) -> HttpResponse:
    found, submission = _found(request, form.cleaned_data["annex"]), request.about.submission
    made = annex_evidence(by=request.actor, submission=submission, evidence=found, today=request.today)
    messages.success(request, _("Added as “%(name)s”.") % {"name": made.file_name})
    return redirect("submissions:annexes", submission.coalition.key, submission.pk)


@page(COALITION + "submissions/evidence/<int:number>/", FROM_FOLLOW_UP)
def place_evidence(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """The sections in which somebody may cite a piece of evidence."""
    source = Evidence.objects.filter(listed__coalition=request.about, pk=number).select_related("follow_up").first()
    viewer = viewer_of(request.actor, request.roles, request.about)
    if source is None or not source.is_shared or not viewer.sees(source):
        raise Http404
    given = {
        "page_name": _("Cite in a submission"),
        "source": source,
        "drafts": sections_to_write(request.actor, request.about),
    }
    return coalition_page(request, "submissions/place_evidence.html", given)
