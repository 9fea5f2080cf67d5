"""The page of OHCHR's summary: brought, and the points that cite the submission."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.rules.refusals import Refused
from openupr.conformance.check import IntoMemory
from openupr.files.own_process import ManyFiles, waiting_for_a_place
from openupr.files.refusal import RefusedFile
from openupr.undocs import read_document
from openupr.upr.places import document_address
from openupr.upr.review_documents import SUMMARY, documents_of
from openupr.web.file_forms import FileForm
from openupr.web.refusing import in_words

from .actions import BRING_SUMMARY, SEE_SUBMISSION
from .addresses import SUBMISSION
from .models import Submission
from .ohchr_summary import bring_summary, choose_code, taken_up

_LONGEST = 90


class SummaryForm(FileForm):
    """The document as OHCHR publishes it."""

    document = forms.FileField(
        label=gettext_lazy("Summary of stakeholders' submissions"),
        help_text=gettext_lazy("PDF or Word (.docx), at most 10 MB. What it says is kept; the file is not."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose the file first.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
    )


class SummaryCodeForm(forms.Form):
    """Which submission of OHCHR's list is this one."""

    code = forms.ChoiceField(label=gettext_lazy("Submission in OHCHR's list"), required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, f"{code}: {organisations}"[:_LONGEST]) for code, organisations in choices]
        self.fields["code"].choices = [("", _("By the organisations' names")), *named]  # type: ignore[attr-defined]


_PATIENCE = 10.0


@page(SUBMISSION + "ohchr-summary/", SEE_SUBMISSION)
def ohchr_summary(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The points that cite the submission, and the form for the summary."""
    return _page(request, SummaryForm())


@page(SUBMISSION + "ohchr-summary/bring/", BRING_SUMMARY, methods="POST")
@csrf_exempt  # only until the way in is set: `_bring` checks, and in doing so reads the request
@never_cache
def ohchr_summary_bring(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Read the summary; the file stays in memory."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    request.upload_handlers = [way_in]
    return _bring(request, way_in)


@csrf_protect
def _bring(request: Request[Submission], way_in: IntoMemory) -> HttpResponse:
    form = SummaryForm(request.POST, request.FILES, trouble=way_in.trouble)
    status = way_in.status if way_in.trouble else 422
    if form.is_valid():
        try:
            with waiting_for_a_place(seconds=_PATIENCE):
                document = read_document(form.data_of_file)
            bring_summary(by=request.actor, submission=request.about, document=document, today=request.today)
            return _back(request)
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", in_words(refusal))
            status = 503 if isinstance(refusal, ManyFiles) else status
    return _page(request, form, status=status)


@page(SUBMISSION + "ohchr-summary/code/", BRING_SUMMARY, methods="POST")
def ohchr_summary_code(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Say by which code the summary cites the submission."""
    result = taken_up(request.about)
    form = SummaryCodeForm(request.POST, choices=result.choices if result else ())
    if form.is_valid():
        with refusals_in(form):
            choose_code(by=request.actor, submission=request.about, code=form.cleaned_data["code"])
            return _back(request)
    return _page(request, SummaryForm(), code=form, status=422)


def _page(
    request: Request[Submission], form: SummaryForm, *, code: SummaryCodeForm | None = None, status: int = 200
) -> HttpResponse:
    review = request.about.coalition.review
    result = taken_up(request.about)
    documents = documents_of(review.iso3, review.session, review.cycle) if review.session else ()
    symbol = next((document.symbol for document in documents if document.kind == SUMMARY), "")
    context = {
        "page_name": _("What OHCHR took up"),
        "form": form,
        "result": result,
        "code": code or (SummaryCodeForm(initial={"code": result.code}, choices=result.choices) if result else None),
        "symbol": symbol,
        "symbol_url": document_address(symbol) if symbol else "",
        "summary_url": document_address(result.summary.symbol) if result and result.summary.symbol else "",
    }
    return coalition_page(request, "submissions/ohchr_summary.html", context, status=status)


def _back(request: Request[Submission]) -> HttpResponse:
    return redirect("submissions:ohchr-summary", request.about.coalition.key, request.about.pk)
