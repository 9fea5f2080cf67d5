"""The statement for the pre-session: written within its time, taken along, rehearsed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, refusals_on
from openupr.coalitions.models import Coalition
from openupr.documents import word
from openupr.documents.printing import CannotPrint
from openupr.recommendations.the_index import RecordNotReady
from openupr.timeline.calendars import UnfitDate
from openupr.upr.languages import language as known_language
from openupr.web.days import DayField
from openupr.web.downloads import PDF, attachment

from .actions import ASK_FEEDBACK, SEE_STATEMENT, WRITE_STATEMENT
from .dates import dates_of
from .frame import advocacy_page, form_in, tell_saved, what_is_not_loaded
from .statement import (
    DraftedStatement,
    ask_feedback,
    choose_speed,
    date_statement,
    drafted_statement,
    save_statement,
    statement_of,
)
from .statement_files import document_of, interpreters_document_of


class StatementForm(forms.Form):
    """How long the statement may take, how fast it is spoken, in which language."""

    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=1,
        max_value=20,
        help_text=gettext_lazy("UPR Info gives each speaker 5 to 7 minutes."),
    )
    words_a_minute = forms.IntegerField(
        label=gettext_lazy("Words a minute"),
        min_value=60,
        max_value=220,
        help_text=gettext_lazy("Interpreters can follow 100 to 130."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"))

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages  # type: ignore[attr-defined]


class TimeTakenForm(forms.Form):
    """How long a rehearsal took."""

    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=0, max_value=60)
    seconds = forms.IntegerField(label=gettext_lazy("Seconds"), min_value=0, max_value=59, initial=0)


class StatementDatesForm(forms.Form):
    """When to apply for the pre-session, and when to hand the statement in."""

    application = DayField(
        label=gettext_lazy("Apply until"),
        required=False,
        help_text=gettext_lazy("As UPR Info publishes it."),
    )
    hand_in = DayField(
        label=gettext_lazy("Statement due"),
        required=False,
        help_text=gettext_lazy("Two weeks before the pre-session."),
    )


KINDS = ("pdf", "docx")


@page(COALITION + "advocacy/statement/", SEE_STATEMENT)
def statement(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Its parts to write, its words against its time, its dates."""
    try:
        draft = drafted_statement(statement_of(request.about), today=request.today)
    except RecordNotReady as reason:
        messages.error(request, str(reason))
        return redirect("advocacy:sheets", coalition)
    about = draft.statement
    initial = {"minutes": about.minutes, "words_a_minute": about.words_a_minute, "language": about.language}
    return _page(request, draft, StatementForm(initial=initial, languages=_languages(request.about)))


def _page(
    request: Request[Coalition], draft: DraftedStatement, form: StatementForm, *, status: int = 200
) -> HttpResponse:
    dates = dates_of(request.about)
    context = {
        "page_name": _("Statement"),
        "draft": draft,
        "form": form,
        "dates": StatementDatesForm(initial=_days(dates)),
        "is_proposed": any(date_.proposed and not date_.day for date_ in dates),
        "kinds": KINDS,
        "later": what_is_not_loaded(request),
    }
    return advocacy_page(request, "advocacy/statement/write.html", context, status=status)


def _days(dates: Any) -> dict[str, Any]:
    application, hand_in = dates
    return {"application": application.day, "hand_in": hand_in.day or hand_in.proposed}


def _languages(coalition: Coalition) -> list[tuple[str, str]]:
    codes = dict.fromkeys([*coalition.languages, "en", "fr", "es", "km"])
    return [(code, _(known_language(code).name)) for code in codes]


@page(COALITION + "advocacy/statement/count/", WRITE_STATEMENT, methods="POST")
def statement_count(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The words and the time of what is in the form, unsaved."""
    about = statement_of(request.about)
    form = StatementForm(request.POST, languages=_languages(request.about))
    if form.is_valid():
        about.minutes, about.words_a_minute = form.cleaned_data["minutes"], form.cleaned_data["words_a_minute"]
    try:
        draft = drafted_statement(about, form_in(request), today=request.today)
    except RecordNotReady as reason:
        return HttpResponse(str(reason), "text/plain; charset=utf-8", 503)
    return render(request, "advocacy/statement/budget.html", {"draft": draft})


@page(COALITION + "advocacy/statement/save/", WRITE_STATEMENT, methods="POST")
def statement_save(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Keep what was written and how long it may take."""
    form = StatementForm(request.POST, languages=_languages(request.about))
    try:
        if not form.is_valid():
            draft = drafted_statement(statement_of(request.about), form_in(request), today=request.today)
            return _page(request, draft, form, status=422)
        context = {"coalition": request.about, "form": form_in(request), "today": request.today}
        joined = save_statement(by=request.actor, **context, **form.cleaned_data)
        tell_saved(request, joined)
    except RecordNotReady as reason:
        messages.error(request, str(reason))
    return redirect("advocacy:statement", coalition)


@page(COALITION + "advocacy/statement/dates/", WRITE_STATEMENT, methods="POST")
def statement_dates(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Write its dates into the timeline."""
    form = StatementDatesForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write each date as day, month and year."))
        return redirect("advocacy:statement", coalition)
    try:
        date_statement(by=request.actor, coalition=request.about, today=request.today, **form.cleaned_data)
        messages.success(request, _("The dates are in the timeline."))
    except UnfitDate as reason:
        messages.error(request, str(reason))
    return redirect("advocacy:statement", coalition)


@page(COALITION + "advocacy/statement.<slug:kind>", SEE_STATEMENT)
def statement_file(request: Request[Coalition], coalition: str, kind: str) -> HttpResponse:
    """In large letters as `pdf` or `docx`; with `?for=interpreters` with the words of the field
    that it uses.
    """
    if kind not in KINDS:
        raise Http404
    write = interpreters_document_of if request.GET.get("for") == "interpreters" else document_of
    try:
        draft = drafted_statement(statement_of(request.about), today=request.today)
        with translation.override(draft.statement.language):
            document = write(draft, today=request.today)
        if kind == "docx":
            return attachment("statement.docx", word.write_word(document), word.CONTENT_TYPE)
        return attachment("statement.pdf", word.write_pdf(document), PDF)
    except (CannotPrint, RecordNotReady) as reason:
        return render(request, "recommendations/not_printed.html", {"reason": str(reason)}, status=503)


@page(COALITION + "advocacy/statement/rehearsal/", SEE_STATEMENT)
def rehearsal(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The text in large letters under a clock."""
    try:
        draft = drafted_statement(statement_of(request.about), today=request.today)
    except RecordNotReady as reason:
        messages.error(request, str(reason))
        return redirect("advocacy:statement", coalition)
    context = {"page_name": _("Rehearsal"), "draft": draft, "form": TimeTakenForm()}
    return advocacy_page(request, "advocacy/statement/rehearsal.html", context)


@page(COALITION + "advocacy/statement/rehearsal/speed/", WRITE_STATEMENT, methods="POST")
def speed(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Reckon with the speed of a rehearsal from now on."""
    form = TimeTakenForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the time as minutes and seconds."))
        return redirect("advocacy:rehearsal", coalition)
    seconds = form.cleaned_data["minutes"] * 60 + form.cleaned_data["seconds"]
    with refusals_on(request):
        saved = choose_speed(by=request.actor, coalition=request.about, seconds=seconds, today=request.today)
        sentence = _("You speak %(n)s words a minute. The budget is reckoned with it now.")
        messages.success(request, sentence % {"n": saved.words_a_minute})
    return redirect("advocacy:statement", coalition)


@page(COALITION + "advocacy/statement/feedback/", ASK_FEEDBACK, methods="POST")
def feedback(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Open a box for what is said of a rehearsal: phones in the room, or with its link, put it
    in.
    """
    box = ask_feedback(by=request.actor, coalition=request.about, today=request.today)
    return redirect("testimonies:box", coalition, box.pk)
