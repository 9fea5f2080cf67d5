"""Embassy sheets: the list, one State's page and files, asks in short, whom to ask, why now."""

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request
from openupr.coalitions.models import Coalition
from openupr.documents import word
from openupr.documents.printing import CannotPrint
from openupr.followup.models import PublicPage
from openupr.recommendations.the_index import RecordNotReady
from openupr.upr.states import CODES, by_iso3
from openupr.web.downloads import PDF, attachment
from openupr.web.page_versions import VersionedForm

from .actions import SEE_SHEETS, WRITE_SHEETS
from .carriers import carried_states
from .contact_book import book_of
from .frame import advocacy_page, what_is_not_loaded
from .models import SheetContact, WhyNow
from .paper_words import on_one_page, on_one_page_of_word
from .rules import QUESTIONS, SHORT_WORDS, too_long
from .sheets import StateSheet, name_contact, rows_between, say_why_now, sheet, sheet_lines
from .short_asks import ShortLine, asks_in_short, propose_questions, proposed_questions, shorten_ask


class ShortAskForm(VersionedForm):
    """An ask in the words of the embassy sheets."""

    text = forms.CharField(
        label=gettext_lazy("Recommendation in short"),
        max_length=400,
        help_text=gettext_lazy(
            "In English, at most 30 words. Begin with a verb, such as Adopt, Repeal or Investigate."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    question = forms.CharField(
        label=gettext_lazy("Advance questions"),
        required=False,
        max_length=800,
        help_text=gettext_lazy("One or two, each on a line of its own. States send them before the review."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_text(self) -> str:
        text = " ".join(str(self.cleaned_data["text"]).split())
        if more := too_long(text):
            raise forms.ValidationError(
                _("It has %(n)s words. Remove %(more)s: a State reads it out in seconds.")
                % {"n": SHORT_WORDS + more, "more": more}
            )
        return text

    def clean_question(self) -> str:
        lines = [" ".join(line.split()) for line in str(self.cleaned_data["question"]).splitlines()]
        questions = [line for line in lines if line]
        if len(questions) > QUESTIONS:
            raise forms.ValidationError(_("Keep two questions: a sheet has room for two."))
        return "\n".join(questions)


class WhyNowForm(VersionedForm):
    """Why a State should act now, in one sentence with its source."""

    why_now = forms.CharField(
        label=gettext_lazy("Why now"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("One sentence with a fact. Left empty, the sheet says what is on all sheets."),
    )
    why_source = forms.CharField(label=gettext_lazy("Source of the fact"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("why_now") and not values.get("why_source"):
            self.add_error("why_source", gettext_lazy("Name the source of the fact."))
        return values


class ContactForm(WhyNowForm):
    """Whom a diplomat can ask, and why now on all sheets."""

    text = forms.CharField(
        label=gettext_lazy("Whom to ask"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "A function and how to reach it. It is on every sheet, so name a person only with their consent."
        ),
    )
    why_now = forms.CharField(
        label=gettext_lazy("Why now"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("One sentence with a fact. It is on each sheet that has none of its own."),
    )

    field_order = ("text", "why_now", "why_source")


KINDS = ("docx", "pdf", "txt")
LANGUAGES = {"en": "English", "km": "Khmer"}
"""In which the frame of a sheet exists."""


@page(COALITION + "advocacy/sheets/", SEE_SHEETS)
def sheets(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The States that carry something, each with its sheet; the asks in short; whom to ask."""
    contact = SheetContact.objects.filter(coalition=request.about).first()
    lines = asks_in_short(request.about)
    carrying = sheet_lines(request.about, lines)
    context = {
        "page_name": _("Embassy sheets"),
        "carrying": carrying,
        "avoided": [line.carrying for line in carrying if line.carrying.is_avoided],
        "later": what_is_not_loaded(request),
        "lines": lines,
        "without_question": [line for line in lines if line.lacks_question],
        "follow_up_is_public": PublicPage.objects.filter(coalition=request.about, on=True).exists(),
        "contact": contact.text if contact else "",
        "why_now": contact.why_now_in_words if contact else "",
        "kinds": KINDS,
    }
    return advocacy_page(request, "advocacy/sheets.html", context)


@page(COALITION + "advocacy/sheets/<slug:iso3>/", SEE_SHEETS, name="sheet")
def sheet_page(request: Request[Coalition], coalition: str, iso3: str) -> HttpResponse:
    """One State's sheet, and what is missing on it."""
    try:
        state_sheet = _sheet(request, iso3)
    except RecordNotReady as reason:
        messages.error(request, str(reason))
        return redirect("advocacy:sheets", coalition)
    # A page takes no picture that stands in its own text: its template shows the logo.
    on_screen = replace(state_sheet, logo=b"").document()
    context = {
        "page_name": _("Sheet for %(state)s") % {"state": _(state_sheet.state.name)},
        "sheet": state_sheet,
        # Every word of it is escaped by the writer of documents.
        "article": mark_safe(word.html_article(replace(on_screen, title=""))),  # noqa: S308
        "record_url": f"{reverse('recommendations:search')}?{rows_between(request.about, iso3).address()}",
        "kinds": KINDS,
        "languages_of_sheets": [(code, _(name), code == state_sheet.language) for code, name in LANGUAGES.items()],
        "avoided": [
            state for state in carried_states(request.about) if state.is_avoided and state.state == state_sheet.state
        ],
        "later": what_is_not_loaded(request),
        "has_note": "advocacy.see-contacts" in request.may and book_of(request.about) is not None,
    }
    return advocacy_page(request, "advocacy/sheet.html", context)


@page(COALITION + "advocacy/sheets/<slug:iso3>.<slug:kind>", SEE_SHEETS)
def sheet_file(request: Request[Coalition], coalition: str, iso3: str, kind: str) -> HttpResponse:
    """The sheet as Word, PDF, or text for an e-mail. Its name says nothing of the coalition."""
    if kind not in KINDS:
        raise Http404
    try:
        state_sheet, name = _sheet(request, iso3), f"sheet-{iso3}.{kind}"
        document = (replace(state_sheet, logo=b"") if kind == "txt" else state_sheet).document()
        if kind == "docx":
            return attachment(name, word.write_word(on_one_page_of_word(document)), word.CONTENT_TYPE)
        if kind == "txt":
            return attachment(name, _for_e_mail(word.write_markdown(document)), "text/plain; charset=utf-8")
        return attachment(name, word.write_pdf(on_one_page(document)), PDF)
    except (CannotPrint, RecordNotReady) as reason:
        return render(request, "recommendations/not_printed.html", {"reason": str(reason)}, status=503)


def _for_e_mail(markdown: str) -> str:
    """The text without the marks of Markdown, which mail programs show as they are."""
    plain = re.sub(r"\s*<br>\s*", "\n", markdown)
    plain = re.sub(r"^#+ ", "", plain, flags=re.MULTILINE)
    plain = re.sub(r"\[([^\[\]]*)\]\(<[^<>]*>\)", r"\1", plain)
    plain = re.sub(r"(?<![\\\w])(\*\*|[*_])(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", plain)
    return re.sub(r"\\([^\w\s])", r"\1", plain)


def _sheet(request: Request[Coalition], iso3: str) -> StateSheet:
    if iso3 not in CODES or iso3 == request.about.review.iso3:
        raise Http404
    language = request.GET.get("language") or translation.get_language()
    return sheet(request.about, iso3, today=request.today, language=language if language in LANGUAGES else "en")


@page(COALITION + "advocacy/sheets/asks/<int:number>/", WRITE_SHEETS, methods="GET POST")
def shorten(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Write an ask in the words of the sheets."""
    line = next((short_ask for short_ask in asks_in_short(request.about) if short_ask.ask.pk == number), None)
    if line is None:
        raise Http404
    questions = line.questions or _proposed(request.about, line)
    initial = {"text": line.text or line.ask.text, "question": "\n".join(questions)}
    form = ShortAskForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        shorten_ask(by=request.actor, coalition=request.about, proposal=line.ask.proposal, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("advocacy:sheets", coalition)
    context = {
        "page_name": _("Edit for the sheets"),
        "form": form,
        "line": line,
        "proposed": questions and not line.questions,
    }
    return advocacy_page(request, "advocacy/shorten.html", context)


def _proposed(coalition: Coalition, line: ShortLine) -> list[str]:
    try:
        return proposed_questions(coalition, line.ask, line.text or line.ask.text)
    except RecordNotReady:
        return []


@page(COALITION + "advocacy/sheets/questions/", WRITE_SHEETS, methods="POST", in_english=True)
def questions_propose(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Give each ask without an advance question those that follow from the facts."""
    try:
        proposed = propose_questions(by=request.actor, coalition=request.about)
    except RecordNotReady as reason:
        messages.error(request, str(reason))
        return redirect("advocacy:sheets", coalition)
    if not proposed:
        messages.info(request, _("No question follows from the facts. Write it by hand."))
        return redirect("advocacy:sheets", coalition)
    sentence = ngettext(
        "Questions proposed for %(n)s recommendation. Read them.",
        "Questions proposed for %(n)s recommendations. Read them.",
        len(proposed),
    )
    messages.success(request, sentence % {"n": len(proposed)})
    return redirect(f"{reverse('advocacy:sheets', args=[coalition])}#asks")


@page(COALITION + "advocacy/sheets/contact/", WRITE_SHEETS, methods="GET POST")
def contact(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Say whom diplomats can ask."""
    known = SheetContact.objects.filter(coalition=request.about).first()
    form = ContactForm(request.POST or None, initial=model_to_dict(known) if known else None)
    if request.method == "POST" and form.is_valid():
        name_contact(by=request.actor, coalition=request.about, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("advocacy:sheets", coalition)
    context = {"page_name": _("Whom to ask"), "form": form}
    return advocacy_page(request, "advocacy/contact.html", context)


@page(COALITION + "advocacy/sheets/<slug:iso3>/why-now/", WRITE_SHEETS, methods="GET POST")
def why_now(request: Request[Coalition], coalition: str, iso3: str) -> HttpResponse:
    """Say why now on one State's sheet."""
    if iso3 not in CODES or iso3 == request.about.review.iso3:
        raise Http404
    known = WhyNow.objects.filter(coalition=request.about, iso3=iso3).first()
    form = WhyNowForm(request.POST or None, initial=model_to_dict(known) if known else None)
    if request.method == "POST" and form.is_valid():
        say_why_now(by=request.actor, coalition=request.about, iso3=iso3, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("advocacy:sheet", coalition, iso3)
    context = {
        "page_name": _("Why now, for %(state)s") % {"state": _(by_iso3(iso3).name)},
        "form": form,
        "iso3": iso3,
    }
    return advocacy_page(request, "advocacy/contact.html", context)
