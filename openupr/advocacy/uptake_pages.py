"""Which of our asks were taken up, and by whom; its files, and the workbook that comes back."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, ask_first, refusals_on
from openupr.coalitions.models import Coalition
from openupr.coalitions.reviews import recorded_reviews
from openupr.coalitions.rules.refusals import Refused
from openupr.conformance.check import IntoMemory
from openupr.files.refusal import RefusedFile
from openupr.recommendations.the_index import RecordNotReady
from openupr.upr.states import CODES
from openupr.web.downloads import XLSX, File, as_csv_or_json, attachment
from openupr.web.file_forms import FileForm
from openupr.web.page_versions import VersionedForm

from .actions import CONFIRM_UPTAKE, SEE_UPTAKE
from .asks import AskLine, asks_of
from .dates import review_ahead
from .frame import advocacy_page
from .models import (
    AdvanceQuestion,
    Lessons,
    LobbyingImpact,
    Uptake,
)
from .near_recommendations import Fields, find_made, search_words, unlike
from .states_pages import state_choices
from .uptake import (
    UptakePage,
    look_together,
    note_question,
    opinions_of,
    remove_question,
    remove_uptake,
    save_impacts,
    say_untaken,
    say_uptake,
    uptake_of,
    write_lessons,
    write_uptake,
)
from .uptake_workbook import (
    WorkbookBack,
    column_names,
    read_workbook,
    table_of_uptake,
    take_workbook,
    workbook_compared,
    workbook_of,
)


class WrittenUptakeForm(forms.Form):
    """What a State recommended, before it is in the record."""

    iso3 = forms.ChoiceField(label=gettext_lazy("State"))
    text = forms.CharField(
        label=gettext_lazy("What it recommended"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )
    number = forms.CharField(
        label=gettext_lazy("Paragraph"), required=False, max_length=24, help_text=gettext_lazy("Such as 118.12.")
    )
    said = forms.ChoiceField(
        label=gettext_lazy("Our recommendation is"),
        choices=[(Uptake.Said.FULL, gettext_lazy("taken up")), (Uptake.Said.PART, gettext_lazy("taken up in part"))],
    )

    def __init__(self, *args: Any, but: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["iso3"].choices = state_choices(but)  # type: ignore[attr-defined]


class QuestionForm(forms.Form):
    """An advance question of a State."""

    iso3 = forms.ChoiceField(label=gettext_lazy("State"))
    text = forms.CharField(label=gettext_lazy("Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy("A link, or where you read it: OHCHR publishes advance questions before the review."),
    )
    ask = forms.ChoiceField(label=gettext_lazy("For which recommendation"), required=False)

    def __init__(self, *args: Any, but: str, asks: Sequence[AskLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["iso3"].choices = state_choices(but)  # type: ignore[attr-defined]
        offered = [(str(ask.pk), f"{ask.proposal.group} {ask.proposal.number}: {ask.text[:80]}") for ask in asks]
        self.fields["ask"].choices = [("", gettext_lazy("None of them")), *offered]  # type: ignore[attr-defined]


class LessonsForm(VersionedForm):
    """What the next cycle should know."""

    text = forms.CharField(
        label=gettext_lazy("Lessons"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("What worked, what did not, whom to ask earlier. Name functions, not persons."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class WorkbookForm(FileForm):
    """The workbook of lobbying impact that comes back."""

    document = forms.FileField(
        label=gettext_lazy("Workbook"),
        help_text=gettext_lazy("An Excel file, at most 10 MB. It is read in memory; the file is not kept."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose the file first.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls"}),
    )


_MOST_KEYS = 200
_LONGEST_SEARCH = 1000
FILE_KINDS = ("xlsx", "csv", "json")


@page(COALITION + "advocacy/uptake/", SEE_UPTAKE)
def uptake(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Ask by ask, with the recommendations found near and those that people confirmed; one shows
    all there is.
    """
    sees_contacts = "advocacy.see-contacts" in request.may
    uptakes = uptake_of(request.about, met_until=request.today if sees_contacts else None)
    lessons = Lessons.objects.filter(coalition=request.about).first()
    context = {
        "page_name": _("Uptake"),
        "uptake": uptakes,
        "ahead": None if uptakes.made or uptakes.taken else review_ahead(request.about, today=request.today),
        "recorded": recorded_reviews(request.about),
        "lessons": lessons,
        "impact_values": LobbyingImpact.Value.values,
        "kinds": FILE_KINDS,
        "opened": _opened(uptakes, request.GET.get("ask", "")),
    }
    return advocacy_page(request, "advocacy/uptake.html", context)


def _opened(uptakes: UptakePage, chosen_key: str) -> int | None:
    """The ask that shows all there is: the one asked for, else the first that waits for a
    person.
    """
    chosen = [line for line in uptakes.lines if str(line.ask.pk) == chosen_key] or uptakes.waiting
    return chosen[0].ask.pk if chosen else None


def _ask(request: Request[Coalition], number: int) -> AskLine:
    ask = next((ask for ask in asks_of(request.about) if ask.pk == number), None)
    if ask is None:
        raise Http404
    return ask


def _back(coalition: str, number: int) -> HttpResponseRedirect:
    """To the ask on the page, which then shows all of it."""
    return HttpResponseRedirect(f"{reverse('advocacy:uptake', args=[coalition])}?ask={number}#ask-{number}")


@page(COALITION + "advocacy/uptake/asks/<int:number>/say/", CONFIRM_UPTAKE, methods="POST")
def uptake_say(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Say of recommendations of the report whether they take the ask up; or that none of all
    does.
    """
    ask = _ask(request, number)
    answer = request.POST.get("said", "")
    if answer == "none" and not request.POST.get("searched"):
        search = reverse("advocacy:uptake-ask", args=[coalition, number])
        try:
            return HttpResponseRedirect(f"{search}?{urlencode({'q': search_words(ask.text)})}#none")
        except RecordNotReady as reason:
            messages.error(request, str(reason))
            return _back(coalition, number)
    if answer == "none":
        say_untaken(by=request.actor, coalition=request.about, proposal=ask.proposal, today=request.today)
        return _back(coalition, number)
    keys = request.POST.getlist("key")[:_MOST_KEYS]
    if answer not in Uptake.Said.values or not keys:
        raise Http404
    if answer != Uptake.Said.NOT and not request.POST.get("sure") and (far := unlike(request.about, ask, keys)):
        return _ask_about(request, ask, far)
    with refusals_on(request):
        try:
            values = {"proposal": ask.proposal, "keys": keys, "said": answer, "today": request.today}
            say_uptake(by=request.actor, coalition=request.about, **values)
        except RecordNotReady as reason:
            messages.error(request, str(reason))
    return _back(coalition, number)


def _ask_about(request: Request[Coalition], ask: AskLine, rows: Sequence[Fields]) -> HttpResponse:
    """Ask once before what is unlike the ask is marked."""
    texts = dict.fromkeys(_("The State recommended: “%(text)s”") % {"text": row["text"]} for row in rows)
    return ask_first(
        request,
        _("Are these two the same?"),
        title=_("Their words are not alike"),
        losses=[_("We asked: “%(text)s”") % {"text": ask.text}, *texts],
        instead=_("Read both. Texts for others say that a State took yours up."),
        send=_("Mark it"),
        back=_back(request.about.key, ask.pk).url,
        sent=("said", "key"),
    )


@page(COALITION + "advocacy/uptake/together/", CONFIRM_UPTAKE, methods="GET POST")
def uptake_together(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Each ask with what is marked as taking it up, the one below the other; people tick the pairs
    that they read.
    """
    if request.method == "POST":
        numbers = [int(number) for number in request.POST.getlist("pair") if number.isdecimal()][:_MOST_KEYS]
        if not numbers:
            messages.error(request, _("Tick the pairs that you read. Nothing was saved."))
            return redirect("advocacy:uptake-together", coalition)
        look_together(by=request.actor, coalition=request.about, numbers=numbers, today=request.today)
        messages.success(request, _("Saved. The press note and the statement can name them now."))
        return redirect("advocacy:adoption", coalition)
    lines = [line for line in uptake_of(request.about, compare=False).lines if line.unlooked]
    context = {"page_name": _("Look at these together"), "lines": lines}
    return advocacy_page(request, "advocacy/uptake_together.html", context)


@page(COALITION + "advocacy/uptake/asks/<int:number>/", CONFIRM_UPTAKE, methods="GET POST")
def uptake_ask(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Find any recommendation of the review for an ask; or write in what a State recommended."""
    ask = _ask(request, number)
    form = WrittenUptakeForm(request.POST or None, but=request.about.review.iso3)
    if request.method == "POST" and form.is_valid():
        values = {"proposal": ask.proposal, "today": request.today, **form.cleaned_data}
        write_uptake(by=request.actor, coalition=request.about, **values)
        messages.success(request, _("Saved."))
        return _back(coalition, number)
    words = request.GET.get("q", "").strip()[:_LONGEST_SEARCH]
    context: dict[str, Any] = {"page_name": _("Find a recommendation"), "ask": ask, "form": form, "words": words}
    try:
        context["all_made"] = find_made(request.about, words, opinions_of(ask))
    except RecordNotReady as reason:
        context["not_ready"] = str(reason)
    return advocacy_page(request, "advocacy/uptake_ask.html", context)


@page(COALITION + "advocacy/uptake/<int:number>/remove/", CONFIRM_UPTAKE, methods="POST")
def uptake_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Take back what was said of one recommendation."""
    uptake = get_object_or_404(Uptake, pk=number, proposal__group__coalition=request.about)
    remove_uptake(by=request.actor, coalition=request.about, number=number)
    messages.success(request, _("Removed."))
    if request.POST.get("back") == "together":
        return redirect("advocacy:uptake-together", coalition)
    return _back(coalition, uptake.proposal_id)


@page(COALITION + "advocacy/uptake/asks/<int:number>/impact/", CONFIRM_UPTAKE, methods="POST")
def uptake_impact(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Set the lobbying impact of each State on an ask."""
    ask = _ask(request, number)
    values = {
        iso3: value
        for name, value in request.POST.items()
        if (iso3 := name.removeprefix("impact-")) in CODES and value in LobbyingImpact.Value.values
    }
    save_impacts(by=request.actor, coalition=request.about, proposal=ask.proposal, values=values)
    messages.success(request, _("Saved."))
    return _back(coalition, number)


@page(COALITION + "advocacy/uptake/questions/", CONFIRM_UPTAKE, methods="GET POST")
def question(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Note an advance question."""
    asks = asks_of(request.about)
    initial = {"ask": request.GET.get("ask", "")}
    form = QuestionForm(request.POST or None, initial=initial, but=request.about.review.iso3, asks=asks)
    if request.method == "POST" and form.is_valid():
        ask = next((ask for ask in asks if str(ask.pk) == form.cleaned_data.pop("ask")), None)
        values = {"proposal": ask.proposal if ask else None, "today": request.today, **form.cleaned_data}
        note_question(by=request.actor, coalition=request.about, **values)
        messages.success(request, _("Noted."))
        return _back(coalition, ask.pk) if ask else redirect("advocacy:uptake", coalition)
    given_page = {"page_name": _("Note an advance question"), "form": form}
    return advocacy_page(request, "advocacy/uptake_form.html", given_page)


@page(COALITION + "advocacy/uptake/questions/<int:number>/remove/", CONFIRM_UPTAKE, methods="POST")
def question_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Take a noted question away."""
    get_object_or_404(AdvanceQuestion, pk=number, coalition=request.about)
    remove_question(by=request.actor, coalition=request.about, number=number)
    messages.success(request, _("Removed."))
    return redirect("advocacy:uptake", coalition)


@page(COALITION + "advocacy/uptake/lessons/", CONFIRM_UPTAKE, methods="GET POST")
def lessons(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Write what the next cycle should know."""
    known = Lessons.objects.filter(coalition=request.about).first()
    form = LessonsForm(request.POST or None, initial={"text": known.text if known else ""})
    if request.method == "POST" and form.is_valid():
        write_lessons(by=request.actor, coalition=request.about, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("advocacy:uptake", coalition)
    context = {"page_name": _("Lessons for the next review"), "form": form}
    return advocacy_page(request, "advocacy/uptake_form.html", context)


_SALT = "advocacy.workbook"
_HOURS = 24
_LONGEST_PLAN = 2_000_000  # characters; what a form may bring is limited


@page(COALITION + "advocacy/uptake.<slug:kind>", SEE_UPTAKE)
def uptake_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The workbook; or the same rows as CSV or JSON."""
    if kind == "xlsx":
        return attachment("uptake.xlsx", workbook_of(request.about, today=request.today), XLSX)
    return as_csv_or_json(kind, "uptake", ["group", *column_names()], table_of_uptake(request.about))


@page(COALITION + "advocacy/uptake/workbook/", CONFIRM_UPTAKE, methods="GET POST")
@csrf_exempt  # only until the way in is set: `_workbook` checks, and in doing so reads the request
@never_cache
def workbook(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Take the workbook, bring it back; what is in it is shown first."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    if request.method == "POST":
        request.upload_handlers = [way_in]
    return _workbook(request, way_in)


@csrf_protect
def _workbook(request: Request[Coalition], way_in: IntoMemory) -> HttpResponse:
    if request.method != "POST":
        return _ask_for_workbook(request, WorkbookForm())
    form = WorkbookForm(request.POST, request.FILES, trouble=way_in.trouble)
    if form.is_valid():
        try:
            return _preview(request, read_workbook(request.about, form.data_of_file))
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return _ask_for_workbook(request, form, status=way_in.status if way_in.trouble else 422)


def _ask_for_workbook(request: Request[Coalition], form: WorkbookForm, *, status: int = 200) -> HttpResponse:
    context = {"page_name": _("Workbook of lobbying impact"), "form": form}
    return advocacy_page(request, "advocacy/workbook.html", context, status=status)


def _preview(request: Request[Coalition], back: WorkbookBack, *, meanwhile: bool = False) -> HttpResponse:
    """What the workbook would change. Nothing of it is stored: the form carries it, signed."""
    comparison = workbook_compared(request.about, back)
    plan = {"coalition": request.about.pk, "back": back.as_data(), "seen": comparison.seen}
    signed = signing.dumps(plan, salt=_SALT, compress=True)
    if len(signed) > _LONGEST_PLAN:
        messages.error(request, _("This file holds too much text to be shown at once. Divide it into two files."))
        return redirect("advocacy:workbook", request.about.key)
    context = {"page_name": _("What came back"), "comparison": comparison, "plan": signed, "meanwhile": meanwhile}
    return advocacy_page(request, "advocacy/workbook_back.html", context, status=409 if meanwhile else 200)


@page(COALITION + "advocacy/uptake/workbook/take/", CONFIRM_UPTAKE, methods="POST")
@never_cache
def workbook_take(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Take over what was shown."""
    try:
        plan = signing.loads(request.POST.get("plan", ""), salt=_SALT, max_age=_HOURS * 3600)
    except signing.BadSignature:
        plan = {}
    if plan.get("coalition") != request.about.pk:
        messages.error(request, _("This preview is too old. Choose the file again; nothing was changed."))
        return redirect("advocacy:workbook", coalition)
    back = WorkbookBack.from_data(plan["back"])
    comparison = workbook_compared(request.about, back)
    if comparison.seen != plan["seen"]:
        return _preview(request, back, meanwhile=True)
    n = take_workbook(by=request.actor, coalition=request.about, changes=comparison.changes, today=request.today)
    messages.success(request, ngettext("Taken over: %(n)s row.", "Taken over: %(n)s rows.", n) % {"n": n})
    return redirect("advocacy:uptake", coalition)
