"""The pages of evidence: cited in a paragraph, its file annexed; and of annexed files."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.models import Coalition
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.uploads import choose_file, chosen_file_of, is_another, leave_file, shown
from openupr.conformance.check import IntoMemory
from openupr.documents.light_markup import plain_words
from openupr.files.rebuilding import Rebuilt, rebuild
from openupr.files.refusal import RefusedFile
from openupr.followup.follow_up_list import viewer_of
from openupr.followup.models import Evidence
from openupr.web.downloads import FILE_TYPES, attachment
from openupr.web.file_forms import FileToRebuildForm

from .actions import ADD_ANNEX, FROM_FOLLOW_UP, REMOVE_ANNEX, SEE_SUBMISSION
from .addresses import SECTION, SUBMISSION
from .citations import citations
from .evidence import (
    add_annex_file,
    annex_evidence,
    citable_evidence,
    cited_in,
    paragraphs_to_cite_in,
    remove_annex_file,
    sections_to_write,
)
from .models import AnnexFile, Paragraph, Section, Submission
from .paragraphs_pages import back, paragraph_of
from .remarks import cite_evidence
from .submissions import check_open


class AnnexFileForm(forms.Form):
    """What the file is."""

    use_required_attribute = False  # the page says what is missing in its own words
    title = forms.CharField(
        label=gettext_lazy("What it is"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say what it is: the list of annexes names it so.")},
        help_text=gettext_lazy(
            "It is in the Word file and becomes the file's name. It must not name people who do not want to be named."
        ),
    )


_SHOWN = 90
_MOST = 2**62


class PlaceEvidenceForm(forms.Form):
    """Which evidence is cited (`cite`) in which paragraph, or which one's file is annexed
    (`annex`).
    """

    # A file is annexed without one: the browser does not ask for it.
    use_required_attribute = False

    paragraph = forms.TypedChoiceField(
        label=gettext_lazy("Paragraph it supports"),
        coerce=int,
        error_messages={"required": gettext_lazy("Choose the paragraph first.")},
    )
    cite = forms.IntegerField(min_value=1, max_value=_MOST, required=False)
    annex = forms.IntegerField(min_value=1, max_value=_MOST, required=False)

    def __init__(self, *args: Any, paragraphs: Sequence[tuple[Paragraph, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[object, object]] = [("", gettext_lazy("Choose a paragraph"))] if paragraphs else []
        choices += [(paragraph.pk, words[:_SHOWN]) for paragraph, words in paragraphs]
        self.fields["paragraph"].choices = choices  # type: ignore[attr-defined]
        self.fields["paragraph"].required = not self.data.get("annex")


@page(SUBMISSION + "annexes/", SEE_SUBMISSION)
def annexes(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The list, and the form to choose a further file."""
    return _annexes_page(request, FileToRebuildForm())


def _annexes_page(request: Request[Submission], form: FileToRebuildForm, *, status: int = 200) -> HttpResponse:
    files = request.about.annex_files.select_related("added_by", "evidence")
    context = {"page_name": _("Annexes"), "files": files, "form": form}
    return coalition_page(request, "submissions/annexes.html", context, status=status)


@page(SUBMISSION + "annexes/add/", ADD_ANNEX, methods="POST")
@csrf_exempt  # only until the way in is set: `_choose` checks, and in doing so reads the request
@never_cache
def annex_add(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Choose a file; the original stays in memory, and only a rebuilt file is kept."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    request.upload_handlers = [way_in]
    return _choose(request, way_in)


@csrf_protect
def _choose(request: Request[Submission], way_in: IntoMemory) -> HttpResponse:
    posted = request.POST, request.FILES
    form = FileToRebuildForm(*posted, trouble=way_in.trouble)
    if form.is_valid():
        try:
            check_open(request.about)
            rebuilt = rebuild(form.data_of_file, name=form.name_of_file)
            choose_file(by=request.actor, coalition=request.about.coalition, rebuilt=rebuilt, now=request.now)
            return redirect("submissions:annex-look", request.about.coalition.key, request.about.pk)
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return _annexes_page(request, form, status=way_in.status if way_in.trouble else 422)


@page(SUBMISSION + "annexes/look/", ADD_ANNEX, methods="GET POST")
@never_cache
def annex_look(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Look at the rebuilt file, then add it or not."""
    chosen = chosen_file_of(request.actor, request.about.coalition)
    if chosen is None:
        return _back_to_annexes(request)
    whose = {"by": request.actor, "coalition": request.about.coalition}
    if request.POST.get("do") == "leave":
        leave_file(**whose)
        return _back_to_annexes(request)
    if is_another(chosen, request.POST.get("chosen")):
        messages.error(request, _("You chose another file meanwhile. Look at it first."))
        return redirect("submissions:annex-look", coalition, submission)
    form = AnnexFileForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            rebuilt = Rebuilt(chosen.kind, bytes(chosen.data))
            title, today = form.cleaned_data["title"], request.today
            annex = add_annex_file(
                by=request.actor, submission=request.about, title=title, rebuilt=rebuilt, today=today
            )
            leave_file(**whose)
            messages.success(request, _("Added as “%(name)s”.") % {"name": annex.file_name})
            return _back_to_annexes(request)
    context = {"page_name": _("Look at the file"), "shown": shown(chosen), "form": form}
    return coalition_page(request, "submissions/annex_look.html", context)


@page(SUBMISSION + "annexes/<int:number>/", SEE_SUBMISSION)
def annex_file(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """One file, under its name in the Word file's list."""
    file = _annex_file(request, number)
    return attachment(file.file_name, bytes(file.data), FILE_TYPES[file.kind])


@page(SUBMISSION + "annexes/<int:number>/remove/", REMOVE_ANNEX, methods="POST")
def annex_remove(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """Remove a file."""
    file = _annex_file(request, number)
    with refusals_on(request):
        remove_annex_file(by=request.actor, annex=file)
        messages.success(request, _("Removed: “%(title)s”.") % {"title": file.title})
    return _back_to_annexes(request)


def _annex_file(request: Request[Submission], number: int) -> AnnexFile:
    file = request.about.annex_files.filter(pk=number).first()
    if file is None:
        raise Http404
    file.submission = request.about
    return file


def _back_to_annexes(request: Request[Submission]) -> HttpResponse:
    return redirect("submissions:annexes", request.about.coalition.key, request.about.pk)


_LONGEST = 200


@page(SECTION + "evidence/", FROM_FOLLOW_UP, methods="GET POST")
def evidence(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """Choose evidence, then the paragraph that rests on it, or annex its file."""
    paragraphs = paragraphs_to_cite_in(request.about)
    citation_texts = citations([paragraph.text for paragraph in paragraphs], request.about.submission)
    brief = [(paragraph, plain_words(paragraph.text, cite=citation_texts.get)) for paragraph in paragraphs]
    form = PlaceEvidenceForm(request.POST or None, paragraphs=brief)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            return _annex(request, form) if form.cleaned_data["annex"] else _cite(request, form)
    return _evidence_page(request, form, status=422 if form.errors else 200)


def _evidence_page(request: Request[Section], form: PlaceEvidenceForm, *, status: int) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:_LONGEST]
    only = request.GET.get("evidence", "")
    one = int(only) if only.isdecimal() and len(only) < 19 else None
    choice, number = citable_evidence(request.about, words=words, only=one)
    context = {
        "page_name": _("Cite evidence"),
        "form": form,
        "found": choice,
        "number": number,
        "words": words,
        "only": one,
        "cited": cited_in(request.about, choice),
    }
    return coalition_page(request, "submissions/evidence.html", context, status=status)


def _citable(request: Request[Section], number: int | None) -> Evidence:
    evidence = Evidence.objects.filter(listed__coalition=request.about.coalition, pk=number or 0).first()
    if evidence is None:
        raise Http404
    return evidence


def _cite(request: Request[Section], form: PlaceEvidenceForm) -> HttpResponse:
    citable = _citable(request, form.cleaned_data["cite"])
    paragraph = paragraph_of(request, form.cleaned_data["paragraph"])
    cite_evidence(by=request.actor, paragraph=paragraph, evidence=citable, now=request.now)
    messages.success(request, _("Cited. It becomes an end note."))
    return back(request, paragraph.anchor)


def _annex(request: Request[Section], form: PlaceEvidenceForm) -> HttpResponse:
    evidence, submission = _citable(request, form.cleaned_data["annex"]), request.about.submission
    annex = annex_evidence(by=request.actor, submission=submission, evidence=evidence, today=request.today)
    messages.success(request, _("Added as “%(name)s”.") % {"name": annex.file_name})
    return redirect("submissions:annexes", submission.coalition.key, submission.pk)


@page(COALITION + "submissions/evidence/<int:number>/", FROM_FOLLOW_UP)
def place_evidence(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """The sections in which the reader may cite a piece of evidence."""
    source = Evidence.objects.filter(listed__coalition=request.about, pk=number).select_related("follow_up").first()
    viewer = viewer_of(request.actor, request.roles, request.about)
    if source is None or not source.is_shared or not viewer.sees(source):
        raise Http404
    context = {
        "page_name": _("Cite in a submission"),
        "source": source,
        "drafts": sections_to_write(request.actor, request.about),
    }
    return coalition_page(request, "submissions/place_evidence.html", context)
