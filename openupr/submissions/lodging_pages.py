"""Recording that a submission was lodged, after a question; taking back a mistake, with a
reason.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.documents.word import write_word
from openupr.web.days import DayField
from openupr.web.page_versions import VersionedForm
from openupr.web.refusing import in_words

from .actions import LODGE, TAKE_FILE, TAKE_LODGING_BACK
from .addresses import SUBMISSION
from .document import WRITERS, document_of, file_of, public_version
from .document_pages import answer_or_sorry, answer_with
from .editions import content_of, edition_fingerprint
from .lodging import (
    Uploading,
    add_receipt,
    keep_for_upload,
    last_edition_as_it_is,
    last_taken,
    lodge_submission,
    take_lodging_back,
    uploading_of,
)
from .models import Edition, Submission
from .overview_pages import open_before_lodging
from .rules.refusals import NotYet
from .signing import Revealed, named_after_all, signing_of


class LodgeForm(forms.Form):
    """The day it was uploaded, and what the receipt says."""

    lodged_on = DayField(label=gettext_lazy("Uploaded on"))
    receipt = forms.CharField(
        label=gettext_lazy("Receipt"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Needed: its number, or how you know that it was received. Without a receipt, write that none came yet. "
            "Keep the receipt's file yourself."
        ),
    )

    # Which text the page showed when it was opened: see editions.edition_fingerprint.
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["lodged_on"].widget.attrs["max"] = today.isoformat()

    def clean(self) -> dict[str, Any]:
        """Check what the service would refuse before the question is shown."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("lodged_on") and cleaned["lodged_on"] > self._today:
            self.add_error("lodged_on", in_words(NotYet()))
        return cleaned


class ReceiptForm(VersionedForm):
    """The text of a receipt that came later."""

    receipt = forms.CharField(
        label=gettext_lazy("Receipt"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Its number, and what else it says. Keep the receipt's file yourself."),
    )


class UploadedForm(forms.Form):
    """Which edition was uploaded, for a text that changed after its file was taken."""

    uploaded = forms.ChoiceField(
        label=gettext_lazy("Text you uploaded"), widget=forms.RadioSelect(attrs={"class": "one-of"})
    )

    def __init__(self, *args: Any, editions: Sequence[Edition], now: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uploaded"].choices = [  # type: ignore[attr-defined]
            (edition.number, self._said(edition, is_now=edition == now)) for edition in editions
        ]

    def _said(self, edition: Edition, *, is_now: bool) -> str:
        day = date_format(timezone.localtime(edition.made_at), "j F Y, H:i")
        kept = gettext_lazy("Edition %(number)s, %(day)s: %(label)s")
        sentence = gettext_lazy("The current text (edition %(number)s)") if is_now else kept
        return sentence % {"number": edition.number, "day": day, "label": edition.what_for}


class TakeLodgingBackForm(forms.Form):
    """Why a lodging was recorded by mistake."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("All members read it beside the day and the receipt that were recorded."),
    )


@page(SUBMISSION + "lodge/", LODGE, methods="GET POST")
def lodge(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Record that it was uploaded.

    What was entered and all that is open is shown once more before it is locked.
    """
    about, today = request.about, request.today
    if about.is_locked:
        return redirect("submissions:signing", coalition, submission)
    seen = edition_fingerprint(content_of(about))
    form = LodgeForm(request.POST or None, today=today, initial={"lodged_on": today, "seen": seen})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            edition = last_edition_as_it_is(about) or keep_for_upload(
                by=request.actor, submission=about, taken=False, now=request.now
            )
            uploading = uploading_of(about, edition, seen=form.cleaned_data.pop("seen"))
            chosen = uploading.chosen(request.POST.get("uploaded", ""))
            if request.POST.get("do") != "lock" or uploading.changed_since_seen or chosen is None:
                return _asked(request, form, uploading)
            files = asdict(public_version(about, chosen.content))
            context = {"edition": chosen, "now": request.now, **files, **form.cleaned_data}
            lodge_submission(by=request.actor, submission=about, **context)
            messages.success(request, _("Lodged. The submission is locked and its Word file kept as it was."))
            return redirect("submissions:submission", coalition, submission)
    context = {
        "page_name": _("Lodge the submission"),
        "form": form,
        "taken": last_taken(about),
        **open_before_lodging(about, today=request.today, reader=request.actor),
    }
    return coalition_page(request, "submissions/lodge.html", context)


def _asked(request: Request[Submission], form: Form, uploading: Uploading) -> HttpResponse:
    """The question before it is locked, and which text was uploaded where that is not clear."""
    is_again = request.POST.get("do") == "lock"
    data = request.POST if is_again and not uploading.changed_since_seen else None
    which = UploadedForm(data, editions=uploading.editions, now=uploading.now)
    context = {
        "page_name": _("Lock it as lodged?"),
        "entered": form.cleaned_data,
        "uploading": uploading,
        "seen": edition_fingerprint(uploading.now.content),
        "which": which,
    }
    status = 409 if uploading.changed_since_seen else 422
    page = context | open_before_lodging(request.about, today=request.today, reader=request.actor)
    if before := uploading.before:
        page |= {"before": before, "before_reveals": _revealed_by(request, before)}
    return coalition_page(request, "submissions/lodge_sure.html", page, status=status if is_again else 200)


def _revealed_by(request: Request[Submission], edition: Edition) -> Revealed:
    """Organisations that this edition would reveal, if it was lodged."""
    about = request.about
    return named_after_all(about, signing_of(about, edition.content), reader=request.actor)


@page(SUBMISSION + "lodge/file/", LODGE, methods="POST")
def lodge_file(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The Word file to upload; its text is kept as an edition."""
    about = request.about
    with refusals_on(request):
        edition = keep_for_upload(by=request.actor, submission=about, taken=True, now=request.now)
        return answer_with(write_word(document_of(about, edition.content)), about, "docx", edition)
    return redirect("submissions:signing", coalition, submission)


@page(SUBMISSION + "lodge/receipt/", LODGE, methods="GET POST")
def receipt(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The receipt that came later; it replaces the earlier text."""
    about = request.about
    if not about.is_locked:
        return redirect("submissions:signing", coalition, submission)
    form = ReceiptForm(request.POST or None, initial={"receipt": about.receipt})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            add_receipt(by=request.actor, submission=about, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("submissions:submission", coalition, submission)
    context = {"page_name": _("Add or change receipt"), "form": form}
    return coalition_page(request, "submissions/receipt.html", context)


@page(SUBMISSION + "lodge/back/", TAKE_LODGING_BACK, methods="GET POST")
def lodging_back(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Take back a lodging that was recorded by mistake, with a reason."""
    about = request.about
    if request.method != "POST" and not about.is_locked:
        return redirect("submissions:signing", coalition, submission)
    form = TakeLodgingBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            context = {"submission": about, "today": request.today, **form.cleaned_data}
            take_lodging_back(by=request.actor, **context)
            messages.success(request, _("Taken back. It can be written and signed again; the files stay listed here."))
            return redirect("submissions:signing", coalition, submission)
    context = {"page_name": _("Undo the lodging"), "form": form}
    return coalition_page(request, "submissions/lodging_back.html", context)


@page(SUBMISSION + "lodge/before/<int:number>/submission.<slug:kind>", TAKE_FILE)
def lodged_before(
    request: Request[Submission], coalition: str, submission: int, number: int, kind: str
) -> HttpResponse:
    """A file of a lodging that was taken back, as it was kept."""
    kept = request.about.lodged_files.exclude(taken_back_on=None).filter(pk=number).first()
    if kept is None or kind not in WRITERS:
        raise Http404
    return answer_or_sorry(lambda: file_of(kept, kind), request.about, kind, kept.edition)
