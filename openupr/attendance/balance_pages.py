"""Who speaks: planned, on the floor; interpreters."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Session, Workshop

from .actions import KEEP_BALANCE
from .balance import (
    ForLanguage,
    InSession,
    SpeakingBalance,
    balance_of,
    choose_tally,
    count_interpreters,
    count_speakers,
    tally_floor,
)
from .lessons import checks_of
from .models import FloorTally
from .rules.balance import Speaking

MOST = 999


def _few(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, widget=forms.NumberInput(attrs={"size": 3}))


class SpeakingForm(forms.Form):
    """One session."""

    people = _few(gettext_lazy("People who speak"))
    women = _few(gettext_lazy("women"))
    rural = _few(gettext_lazy("from the countryside"))

    def speaking(self) -> Speaking:
        return Speaking(**self.cleaned_data)


class InterpretersForm(forms.Form):
    """A number for each language of the workshop."""

    def __init__(self, *args: Any, languages: list[ForLanguage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in languages:
            self.fields[language.code] = forms.IntegerField(
                label=language.name, min_value=0, max_value=MOST, required=False, initial=language.interpreters
            )

    def interpreters(self) -> dict[str, int]:
        """What was said, by codes of languages."""
        return {code: number for code, number in self.cleaned_data.items() if number is not None}


@page(WORKSHOP + "attendance/balance/", KEEP_BALANCE, methods="GET POST")
def balance(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Counts of one session, interpreters, whether to keep a tally: the button says which."""
    about, do = request.about, request.POST.get("do")
    counts = balance_of(about)
    interpreters = InterpretersForm(request.POST if do == "interpreters" else None, languages=counts.languages)
    sent, wrong = None, None
    if do == "interpreters" and interpreters.is_valid():
        count_interpreters(by=request.actor, workshop=about, interpreters=interpreters.interpreters())
        return _saved(request, coalition, workshop)
    if do in ("keep-tally", "no-tally"):
        choose_tally(by=request.actor, workshop=about, keep=do == "keep-tally")
        return redirect("attendance:balance", coalition, workshop)
    if do == "speaking":
        sent = _session_of(counts, request.POST.get("session", ""))
        wrong = SpeakingForm(request.POST, auto_id=f"session-{sent.session.pk}-%s")
        if wrong.is_valid():
            with refusals_in(wrong):
                count_speakers(by=request.actor, session=_belonging(sent, request), speaking=wrong.speaking())
                return _saved(request, coalition, workshop, anchor=f"session-{sent.session.pk}")
    context = {
        "page_name": _("Balance"),
        "balance": counts,
        "sessions": [
            (session, wrong if wrong and session is sent else _form_of(session)) for session in counts.sessions
        ],
        "interpreters": interpreters,
        "checks": checks_of(about, counts),
        "kinds": [(kind.label, *counts.floor[kind.value]) for kind in FloorTally.Kind],
    }
    return coalition_page(
        request, "attendance/balance.html", context, status=422 if wrong or interpreters.errors else 200
    )


def _form_of(line: InSession) -> SpeakingForm:
    counted = line.counted
    first = (
        {"people": counted.people, "women": counted.women, "rural": counted.rural}
        if counted
        else {"people": line.named}
    )
    return SpeakingForm(initial=first, auto_id=f"session-{line.session.pk}-%s")


def _session_of(speaking: SpeakingBalance, number: str) -> InSession:
    sent = next((session for session in speaking.sessions if str(session.session.pk) == number), None)
    if sent is None:
        raise Http404
    return sent


def _belonging(sent: InSession, request: Request[Workshop]) -> Session:
    """The session with its way to the coalition known: no further query asks for it."""
    sent.session.day.workshop = request.about
    return sent.session


def _saved(request: Request[Workshop], coalition: str, workshop: int, anchor: str = "") -> HttpResponse:
    messages.success(request, _("Saved."))
    address = reverse("attendance:balance", args=[coalition, workshop])
    return redirect(f"{address}#{anchor}" if anchor else address)


@page(WORKSHOP + "attendance/balance/<int:session>/floor/", KEEP_BALANCE, methods="GET POST")
def floor(request: Request[Session], coalition: str, workshop: int, session: int) -> HttpResponse:
    """Large buttons to count on a phone: a turn, a minute more, one back."""
    about = request.about
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        if kind not in FloorTally.Kind.values:
            raise Http404
        steps = {"turn": (1, 0), "minute": (0, 1), "no-turn": (-1, 0), "no-minute": (0, -1)}
        turns, minutes = steps.get(request.POST.get("do", ""), (0, 0))
        with refusals_on(request):
            tally_floor(by=request.actor, session=about, kind=kind, turns=turns, minutes=minutes)
        if request.headers.get("HX-Request") != "true":
            return redirect("attendance:floor", coalition, workshop, session)
    there = {tally.kind: tally for tally in FloorTally.objects.filter(session=about)}
    context = {
        "page_name": _("The floor"),
        "session": about,
        "keeps_tally": hasattr(about.workshop, "tally_chosen"),
        "kinds": [(kind, there.get(kind.value)) for kind in FloorTally.Kind],
    }
    return coalition_page(request, "attendance/floor.html", context)
