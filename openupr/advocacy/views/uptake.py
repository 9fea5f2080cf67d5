"""Which of our asks were taken up, and by whom: confirmed by people, beside what the report
holds.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, ask_first, refusals_on
from openupr.coalitions.models import Coalition
from openupr.coalitions.reviews import recorded_reviews
from openupr.recommendations.the_index import RecordNotReady
from openupr.upr.states import CODES

from ..actions import CONFIRM_UPTAKE, SEE_UPTAKE
from ..forms import LessonsForm, QuestionForm, WrittenUptakeForm
from ..models import AdvanceQuestion, Lessons, LobbyingImpact, Uptake
from ..queries.asks import AskLine, asks_of
from ..queries.report import Fields, find_made, search_words, unlike
from ..queries.review_ahead import review_ahead
from ..queries.uptake import UptakePage, said_of, uptake_of
from ..services import uptake as services
from .frame import advocacy_page

_MOST_KEYS = 200
_LONGEST_SEARCH = 1000
FILE_KINDS = ("xlsx", "csv", "json")


@page(COALITION + "advocacy/uptake/", SEE_UPTAKE)
def uptake(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Ask by ask, with the recommendations found near and those that people confirmed; one shows
    all there is.
    """
    sees_contacts = "advocacy.see-contacts" in request.may
    found = uptake_of(request.about, met_until=request.today if sees_contacts else None)
    lessons = Lessons.objects.filter(coalition=request.about).first()
    given = {
        "page_name": _("Uptake"),
        "found": found,
        "ahead": None if found.made or found.taken else review_ahead(request.about, today=request.today),
        "recorded": recorded_reviews(request.about),
        "lessons": lessons,
        "impact_values": LobbyingImpact.Value.values,
        "kinds": FILE_KINDS,
        "opened": _opened(found, request.GET.get("ask", "")),
    }
    return advocacy_page(request, "advocacy/uptake.html", given)


def _opened(found: UptakePage, asked: str) -> int | None:
    """The ask that shows all there is: the one asked for, else the first that waits for a
    person.
    """
    chosen = [line for line in found.lines if str(line.ask.pk) == asked] or found.waiting
    return chosen[0].ask.pk if chosen else None


def _ask(request: Request[Coalition], number: int) -> AskLine:
    ask = next((each for each in asks_of(request.about) if each.pk == number), None)
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
    said = request.POST.get("said", "")
    if said == "none" and not request.POST.get("searched"):
        search = reverse("advocacy:uptake-ask", args=[coalition, number])
        try:
            return HttpResponseRedirect(f"{search}?{urlencode({'q': search_words(ask.text)})}#none")
        except RecordNotReady as reason:
            messages.error(request, str(reason))
            return _back(coalition, number)
    if said == "none":
        services.say_untaken(by=request.actor, coalition=request.about, proposal=ask.proposal, today=request.today)
        return _back(coalition, number)
    keys = request.POST.getlist("key")[:_MOST_KEYS]
    if said not in Uptake.Said.values or not keys:
        raise Http404
    if said != Uptake.Said.NOT and not request.POST.get("sure") and (far := unlike(request.about, ask, keys)):
        return _ask_about(request, ask, far)
    with refusals_on(request):
        try:
            given = {"proposal": ask.proposal, "keys": keys, "said": said, "today": request.today}
            services.say_uptake(by=request.actor, coalition=request.about, **given)
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
        services.look_together(by=request.actor, coalition=request.about, numbers=numbers, today=request.today)
        messages.success(request, _("Saved. The press note and the statement can name them now."))
        return redirect("advocacy:adoption", coalition)
    lines = [line for line in uptake_of(request.about, compare=False).lines if line.unlooked]
    given = {"page_name": _("Look at these together"), "lines": lines}
    return advocacy_page(request, "advocacy/uptake_together.html", given)


@page(COALITION + "advocacy/uptake/asks/<int:number>/", CONFIRM_UPTAKE, methods="GET POST")
def uptake_ask(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Find any recommendation of the review for an ask; or write in what a State recommended."""
    ask = _ask(request, number)
    form = WrittenUptakeForm(request.POST or None, but=request.about.review.iso3)
    if request.method == "POST" and form.is_valid():
        given = {"proposal": ask.proposal, "today": request.today, **form.cleaned_data}
        services.write_uptake(by=request.actor, coalition=request.about, **given)
        messages.success(request, _("Saved."))
        return _back(coalition, number)
    words = request.GET.get("q", "").strip()[:_LONGEST_SEARCH]
    given_page: dict[str, Any] = {"page_name": _("Find a recommendation"), "ask": ask, "form": form, "words": words}
    try:
        given_page["all_made"] = find_made(request.about, words, said_of(ask))
    except RecordNotReady as reason:
        given_page["not_ready"] = str(reason)
    return advocacy_page(request, "advocacy/uptake_ask.html", given_page, status=422 if form.errors else 200)


@page(COALITION + "advocacy/uptake/<int:number>/remove/", CONFIRM_UPTAKE, methods="POST")
def uptake_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Take back what was said of one recommendation."""
    uptake = get_object_or_404(Uptake, pk=number, proposal__group__coalition=request.about)
    services.remove_uptake(by=request.actor, coalition=request.about, number=number)
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
    services.save_impacts(by=request.actor, coalition=request.about, proposal=ask.proposal, values=values)
    messages.success(request, _("Saved."))
    return _back(coalition, number)


@page(COALITION + "advocacy/uptake/questions/", CONFIRM_UPTAKE, methods="GET POST")
def question(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Note an advance question."""
    asks = asks_of(request.about)
    initial = {"ask": request.GET.get("ask", "")}
    form = QuestionForm(request.POST or None, initial=initial, but=request.about.review.iso3, asks=asks)
    if request.method == "POST" and form.is_valid():
        ask = next((each for each in asks if str(each.pk) == form.cleaned_data.pop("ask")), None)
        given = {"proposal": ask.proposal if ask else None, "today": request.today, **form.cleaned_data}
        services.note_question(by=request.actor, coalition=request.about, **given)
        messages.success(request, _("Noted."))
        return _back(coalition, ask.pk) if ask else redirect("advocacy:uptake", coalition)
    given_page = {"page_name": _("Note an advance question"), "form": form}
    return advocacy_page(request, "advocacy/uptake_form.html", given_page, status=422 if form.errors else 200)


@page(COALITION + "advocacy/uptake/questions/<int:number>/remove/", CONFIRM_UPTAKE, methods="POST")
def question_remove(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Take a noted question away."""
    get_object_or_404(AdvanceQuestion, pk=number, coalition=request.about)
    services.remove_question(by=request.actor, coalition=request.about, number=number)
    messages.success(request, _("Removed."))
    return redirect("advocacy:uptake", coalition)


@page(COALITION + "advocacy/uptake/lessons/", CONFIRM_UPTAKE, methods="GET POST")
def lessons(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Write what the next cycle should know."""
    known = Lessons.objects.filter(coalition=request.about).first()
    form = LessonsForm(request.POST or None, initial={"text": known.text if known else ""})
    if request.method == "POST" and form.is_valid():
        services.write_lessons(by=request.actor, coalition=request.about, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("advocacy:uptake", coalition)
    given = {"page_name": _("Lessons for the next review"), "form": form}
    return advocacy_page(request, "advocacy/uptake_form.html", given, status=422 if form.errors else 200)
