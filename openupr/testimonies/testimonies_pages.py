"""Testimonies: put in, read and released. Nothing of who puts one in is looked at."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from openupr.accounts.pace import sender, too_fast
from openupr.accounts.pages import page
from openupr.accounts.rules import new_secret
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, RoomRequest, coalition_page, refusals_in
from openupr.coalitions.models import Coalition
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, as_csv_or_json
from openupr.web.page_versions import VersionedForm, status_of
from openupr.web.this_machine import is_near_only, server_address

from .actions import READ_RELEASED, REVIEW, TESTIFY
from .box_frame_pages import (
    MOST_A_MINUTE,
    address_for_phones,
    language_of,
    refusals_said,
    sent_in,
    show_on_phone,
    way_back,
)
from .boxes import testimonies_in
from .models import Box, Testimony
from .rules.codes import Code, fresh_code
from .rules.phrase import LONGEST, spans
from .rules.refusals import IsClosed, IsGone, TakesNone
from .rules.sentences import sentences
from .rules.telling import telling
from .testimonies import (
    CANNOT_BE_RECALLED,
    RELEASED_COLUMNS,
    Released,
    check_written,
    names_known_in,
    redact,
    release,
    released_in,
    released_rows,
    set_aside,
    testify,
)

LONGEST_TEXT = 6000


class ReviewForm(VersionedForm):
    """What leaves, and, to release it, that somebody has read it."""

    not_stored = ("fewer_than_five", "looked_at")
    # What a release needs must not keep the other buttons from working.
    use_required_attribute = False

    leaving = forms.CharField(
        label=gettext_lazy("What is published"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "Take out or write more generally what tells who it is. The author's own text stays as it is."
        ),
    )
    phrase = forms.CharField(
        label=gettext_lazy("Words in bold"),
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("Its author chose these. Choose others only where they tell too much."),
    )
    fewer_than_five = forms.ChoiceField(
        label=gettext_lazy("Fewer than five authors?"),
        help_text=gettext_lazy("Could fewer than five people have written this?"),
        choices=[("yes", gettext_lazy("Yes, perhaps")), ("no", gettext_lazy("No: many could have"))],
        widget=forms.RadioSelect,
    )
    looked_at = forms.BooleanField(
        label=gettext_lazy("I checked the text"),
        help_text=gettext_lazy("I have read what is published and checked each marked word."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("do") != "release":
            self.fields["fewer_than_five"].required = self.fields["looked_at"].required = False

    @property
    def answer(self) -> bool | None:
        """The answer to the question about five; None where it was not answered."""
        return {"yes": True, "no": False}.get(self.cleaned_data.get("fewer_than_five", ""))

    @staticmethod
    def initial_of(testimony: Testimony) -> dict[str, Any]:
        """The version that was kept, or its author's words."""
        if testimony.leaving:
            return {"leaving": testimony.leaving, "phrase": testimony.leaving_phrase}
        return {"leaving": testimony.text, "phrase": testimony.phrase}


class TestimonyForm(forms.Form):
    """What somebody confides, and how far it may go: that is never chosen for them."""

    text = forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 9}))
    phrase = forms.CharField(required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))
    consent = forms.ChoiceField(
        choices=[(value, value) for value in Testimony.Consent.values], widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say = sentences(language)
        for name in ("text", "phrase", "consent"):
            self.fields[name].label, self.fields[name].help_text = say[name], say[f"{name}_help"]
        self.fields["consent"].choices = [(value, say[value]) for value in Testimony.Consent.values]  # type: ignore[attr-defined]

    @property
    def consent_in_words(self) -> str:
        """The consent that was chosen, as the form says it."""
        wordings = dict(self.fields["consent"].choices)  # type: ignore[attr-defined]
        return str(wordings[self.cleaned_data["consent"]])


@page(COALITION + "boxes/<int:box>/tell/", TESTIFY, methods="GET POST")
@sensitive_post_parameters()
def tell(request: RoomRequest[Box], coalition: str, box: int) -> HttpResponse:
    """A testimony, on a phone in the room or with an account."""

    def put(code: Code, **written: Any) -> None:
        testify(by=request.actor, box=request.about, code=code, **written)

    return testimony_page(request, request.about, put=put, back=way_back(request))


def testimony_page(request: TimedRequest, box: Box, *, put: Callable[..., None], back: str) -> HttpResponse:
    """Write, look once more, send; then the code, shown only to the form that was looked at."""
    form = TestimonyForm(sent_in(request), language=language_of(request))
    context: dict[str, Any] = {"box": box, "back": back, "form": form}
    do = request.POST.get("do")
    # What was kept before the box was closed may be sent a second time after it.
    if (not box.is_open or not box.takes_testimonies) and do != "send":
        return show_on_phone(request, "testimonies/nothing_here.html", context, status=404)
    if request.method != "POST":
        return show_on_phone(request, "testimonies/tell.html", context)
    if too_fast("testimony", sender(request), most=MOST_A_MINUTE, seconds=60):
        return render(request, "429.html", status=429)
    if form.is_valid() and do != "change":
        with refusals_said(form, language_of(request)):
            check_written(text=form.cleaned_data["text"], phrase=form.cleaned_data["phrase"])
            if do == "send":
                try:
                    return _sent(request, put, form, context)
                except (IsClosed, TakesNone):
                    return show_on_phone(request, "testimonies/nothing_here.html", context, status=404)
                except IsGone:
                    return show_on_phone(request, "testimonies/withdrawn.html", {"was_gone": True})
            return show_on_phone(request, "testimonies/look.html", context | _looked_at(form))
    return show_on_phone(request, "testimonies/tell.html", context, status=422 if form.errors else 200)


def _looked_at(form: TestimonyForm) -> dict[str, Any]:
    text, phrase = form.cleaned_data["text"].strip(), form.cleaned_data["phrase"]
    findings = telling(text)
    return {
        "text": text,
        "spans": [(finding.start, finding.end) for finding in findings],
        "bold": [text[start:end] for start, end in spans(phrase, text)],
        "once": new_secret(),
    }


def _sent(
    request: TimedRequest, put: Callable[..., None], form: TestimonyForm, context: dict[str, Any]
) -> HttpResponse:
    # Tapped twice or loaded again, the form has the same code: it is the second answer that its
    # author sees.
    code = fresh_code(request.POST.get("once", "")[:40])
    put(code, **form.cleaned_data)
    where = {"address": address_for_phones(request, "testimonies:withdraw"), "is_near_only": is_near_only(request)}
    where["is_reached"] = bool(server_address(request))
    return show_on_phone(request, "testimonies/sent.html", context | {"code": code.plain} | where)


@page(COALITION + "boxes/released/", READ_RELEASED)
def released(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The testimonies that were released within the coalition."""
    texts = released_in(request.about, use="internal")
    context = {"page_name": _("Released testimonies"), "released": texts, "recall": CANNOT_BE_RECALLED}
    return coalition_page(request, "testimonies/released.html", context)


@page(COALITION + "boxes/released.<slug:kind>", READ_RELEASED)
def released_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The same as `csv` or `json`."""
    texts: list[Released] = released_in(request.about, use="internal")
    records = [dict(zip(RELEASED_COLUMNS, row, strict=True)) for row in released_rows(texts)]
    note = {"note": str(CANNOT_BE_RECALLED)}
    return as_csv_or_json(kind, "testimonies", RELEASED_COLUMNS, records, beside=note)


@page(COALITION + "boxes/<int:box>/testimonies/", REVIEW)
def testimonies(request: Request[Box], coalition: str, box: int) -> HttpResponse:
    """Those of one box, to be read; of an open box none."""
    context = {"page_name": _("Read the testimonies"), "testimonies": testimonies_in(request.about)}
    return coalition_page(request, "testimonies/testimonies.html", context)


@page(COALITION + "boxes/<int:box>/testimonies/<int:testimony>/", REVIEW, methods="GET POST")
@sensitive_post_parameters()
def testimony(request: Request[Testimony], coalition: str, box: int, testimony: int) -> HttpResponse:
    """One testimony: its author's words, what could reveal its author, and the text to release."""
    about = request.about
    # What was redacted or set aside meanwhile is released by no older page.
    stored = {"initial": ReviewForm.initial_of(about), "beside": about.state}
    sent = form = ReviewForm(sent_in(request), **stored)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            match request.POST.get("do"):
                case "release":
                    chosen = {"looked_at": form.cleaned_data["looked_at"], "fewer_than_five": form.answer}
                    release(by=request.actor, testimony=about, **_version(form), **chosen)
                    messages.success(request, _("Released, as far as its author agreed."))
                case "set-aside":
                    set_aside(by=request.actor, testimony=about)
                    messages.success(request, _("Set aside. It will not be published."))
                case _:
                    redact(by=request.actor, testimony=about, **_version(form))
                    messages.success(request, _("Kept, not released. The marked words are checked again."))
                    return redirect("testimonies:testimony", coalition, box, testimony)
            return redirect("testimonies:testimonies", coalition, box)
    if form.saved_meanwhile is not None:
        # What is stored now stands in the form: what this reader sent may name somebody.
        form = ReviewForm(**stored)
    known = names_known_in(about.box.coalition)
    leaving = form["leaving"].value() or ""
    findings = telling(about.text, known)
    context = {
        "page_name": _("A testimony"),
        "testimony": about,
        "form": form,
        "sent": sent,
        "found": findings,
        "spans": [(finding.start, finding.end) for finding in findings],
        "left": telling(leaving, known),
        "bold": [about.text[start:end] for start, end in spans(about.phrase, about.text)],
    }
    return coalition_page(request, "testimonies/testimony.html", context, status=status_of(sent))


def _version(form: ReviewForm) -> dict[str, str]:
    return {"leaving": form.cleaned_data["leaving"], "phrase": form.cleaned_data["phrase"]}
