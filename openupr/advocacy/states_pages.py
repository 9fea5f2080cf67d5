"""Which States to ask, where their diplomats are, and States that are not approached."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request
from openupr.coalitions.models import Coalition
from openupr.learning.rules.practices import suggested_practice
from openupr.recommendations.question import Question
from openupr.recommendations.targets import TargetState, persons_named, what_it_rests_on
from openupr.recommendations.the_index import RecordNotReady
from openupr.upr.issues import ISSUES, issue
from openupr.upr.states import CODES, STATES, by_iso3
from openupr.web.languages import by_name, in_page_language
from openupr.web.page_versions import VersionedForm

from .actions import CHOOSE_CARRIERS, NOTE_PRESENCE, SEE_ADVOCACY
from .asks import AskLine, asks_of
from .carriers import carried_states
from .contact_book import book_of
from .frame import advocacy_page
from .models import NotApproached, Presence
from .states import (
    StateLine,
    StatesToAsk,
    approach_again,
    avoid_state,
    note_presence,
    presences,
    remove_presence,
    states_to_ask,
)


class PresenceForm(VersionedForm):
    """A State, what it has, and who says so."""

    not_stored = ("iso3",)

    iso3 = forms.ChoiceField(label=gettext_lazy("State"))
    kind = forms.ChoiceField(label=gettext_lazy("Where its diplomats are"), choices=Presence.Kind.choices)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy("Such as: the Foreign Ministry's diplomatic list, or a call to the embassy."),
    )

    def __init__(self, *args: Any, but: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["iso3"].choices = state_choices(but)  # type: ignore[attr-defined]


class NotApproachedForm(VersionedForm):
    """A State that the coalition does not approach, and why."""

    not_stored = ("iso3",)

    iso3 = forms.ChoiceField(label=gettext_lazy("State"))
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=300)

    def __init__(self, *args: Any, but: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["iso3"].choices = state_choices(but)  # type: ignore[attr-defined]


def state_choices(but: str) -> list[tuple[str, Any]]:
    return [
        ("", gettext_lazy("Choose a State")),
        *((state.iso3, in_page_language(state.name)) for state in by_name(STATES) if state.iso3 != but),
    ]


SHOWN = 10


@dataclass(frozen=True)
class StateRow:
    """A State on the page: its reasons, each with the address of the rows behind it or ""."""

    line: StateLine
    reasons: list[tuple[str, str]]

    @property
    def target(self) -> TargetState:
        return self.line.target


@page(COALITION + "advocacy/states/", SEE_ADVOCACY)
def states(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The States for the theme that is chosen; without one, what there is to choose from."""
    asks = asks_of(request.about)
    chosen = request.GET.get("theme", "")
    about = next((ask for ask in asks if chosen == f"ask-{ask.pk}"), None)
    why = request.GET.get("why", "").upper()
    context: dict[str, Any] = {
        "page_name": _("States to ask"),
        "our_asks": _in_groups(asks),
        "issues": _issues(request.about),
        "chosen": chosen,
        "about": about,
        "no_theme_in_english": bool(about and not about.is_comparable),
        "ranked_for": [_(issue(key).label) for key in about.proposal.issues] if about else [],
        "likely": _(issue(about.likely_issue).label) if about and about.likely_issue else "",
        "carried": [by_iso3(iso3) for iso3 in about.carried_by] if about else [],
        "states": by_name(state for state in STATES if state.iso3 != request.about.review.iso3),
        "practice": suggested_practice(step="pre-session", theme="states", today=request.today),
    }
    try:
        if theme := _theme(chosen, about):
            ranking = states_to_ask(
                request.about, theme, asks, about=about, limit=SHOWN, why=why if why in CODES else ""
            )
            context |= _answer(ranking, request.about)
            if about and "issue" in theme.filters and theme.words:
                context["persons"] = [_(persons.label) for persons in persons_named(about.text)]
    except RecordNotReady as reason:
        context["not_ready"] = str(reason)
    return advocacy_page(request, "advocacy/states.html", context)


def _answer(ranking: StatesToAsk, coalition: Coalition) -> dict[str, Any]:
    knows = any(line.presence for line in [*ranking.lines, *filter(None, [ranking.why])])
    return {
        "knows_diplomats": knows,
        "found": ranking.found,
        "rests": what_it_rests_on(ranking.found),
        "rows": [_row(line) for line in ranking.lines],
        "heads": [*([_("Diplomats")] if knows else []), _("Carries")],
        "why": _row(ranking.why) if ranking.why else None,
        "answers_url": _record("answers", ranking.found.theme.narrowed("state", coalition.review.iso3)),
    }


def _theme(chosen: str, about: AskLine | None) -> Question | None:
    if about:
        return about.theme if about.is_comparable else None
    key = chosen.removeprefix("issue-")
    return Question(filters={"issue": (key,)}) if any(known_issue.key == key for known_issue in ISSUES) else None


def _in_groups(asks: list[AskLine]) -> list[tuple[str, list[AskLine]]]:
    """What is adopted first; then what is not."""
    adopted, others = ([ask for ask in asks if ask.is_adopted is kind] for kind in (True, False))
    return [part for part in ((_("Our recommendations"), adopted), (_("Not adopted"), others)) if part[1]]


def _issues(coalition: Coalition) -> list[tuple[str, str]]:
    """The issues of its groups first; then all others."""
    own = dict.fromkeys(key for group in coalition.groups.all() for key in group.issues)
    return [
        (key, _(issue(key).label))
        for key in (*own, *(known_issue.key for known_issue in ISSUES if known_issue.key not in own))
    ]


def _row(line: StateLine) -> StateRow:
    reasons = [(reason.text, _record("search", reason.rows) if reason.rows else "") for reason in line.target.reasons]
    return StateRow(line, reasons)


def _record(page: str, question: Question) -> str:
    return f"{reverse(f'recommendations:{page}')}?{question.address()}"


@page(COALITION + "advocacy/embassies/", NOTE_PRESENCE, methods="GET POST")
def presence(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list, and a form to add a State or change it."""
    initial = {"iso3": request.GET.get("state", "")}
    known = Presence.objects.filter(coalition=request.about, iso3=request.POST.get("iso3", "")).first()
    if known:
        initial |= {"kind": known.kind, "source": known.source}
    form = PresenceForm(request.POST or None, but=request.about.review.iso3, initial=initial)
    if request.method == "POST" and form.is_valid():
        note_presence(by=request.actor, coalition=request.about, today=request.today, **form.cleaned_data)
        messages.success(request, _("Noted."))
        return redirect("advocacy:presence", coalition)
    noted = sorted(presences(request.about).values(), key=lambda noted_presence: noted_presence.state.name)
    has_contacts = "advocacy.see-contacts" in request.may and book_of(request.about) is not None
    context = {"page_name": _("Embassies"), "form": form, "noted": noted, "has_contacts": has_contacts}
    return advocacy_page(request, "advocacy/presence.html", context)


@page(COALITION + "advocacy/embassies/<slug:iso3>/remove/", NOTE_PRESENCE, methods="POST")
def presence_remove(request: Request[Coalition], coalition: str, iso3: str) -> HttpResponse:
    """Unknown again."""
    remove_presence(by=request.actor, coalition=request.about, iso3=iso3)
    messages.success(request, _("Removed."))
    return redirect("advocacy:presence", coalition)


@page(COALITION + "advocacy/not-approached/", SEE_ADVOCACY)
def not_approached(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list, and a form to add a State."""
    initial = {"iso3": request.GET.get("state", "")}
    return _page(request, NotApproachedForm(but=request.about.review.iso3, initial=initial))


@page(COALITION + "advocacy/not-approached/add/", CHOOSE_CARRIERS, methods="POST")
def not_approached_add(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Put a State on the list."""
    known = NotApproached.objects.filter(coalition=request.about, iso3=request.POST.get("iso3", "")).first()
    initial = {"reason": known.reason} if known else {}
    form = NotApproachedForm(request.POST, but=request.about.review.iso3, initial=initial)
    if not form.is_valid():
        return _page(request, form)
    avoid_state(by=request.actor, coalition=request.about, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("advocacy:not-approached", coalition)


@page(COALITION + "advocacy/not-approached/<slug:iso3>/remove/", CHOOSE_CARRIERS, methods="POST")
def not_approached_remove(request: Request[Coalition], coalition: str, iso3: str) -> HttpResponse:
    """It may be approached again."""
    approach_again(by=request.actor, coalition=request.about, iso3=iso3)
    messages.success(request, _("Removed."))
    return redirect("advocacy:not-approached", coalition)


def _page(request: Request[Coalition], form: NotApproachedForm) -> HttpResponse:
    listed = sorted(NotApproached.objects.filter(coalition=request.about), key=lambda state: state.state.name)
    avoided = [state for state in carried_states(request.about) if state.is_avoided]
    context = {"page_name": _("States we do not approach"), "form": form, "listed": listed, "avoided": avoided}
    return advocacy_page(request, "advocacy/not_approached.html", context)
