"""The recommendations of a group: the list, a new one, and what one click does with each."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.actions import Role
from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.messages import Message, about_group
from openupr.coalitions.models import Coalition, Group
from openupr.decisions.voices import order_is_hidden
from openupr.upr.languages import language
from openupr.web.downloads import File, as_csv, as_json
from openupr.web.this_machine import server_address

from .actions import GIVE_STANCE, PUT_FORWARD, SEE_PROPOSALS, SETTLE_PROPOSAL, WORD_PROPOSAL
from .adoption import StanceTally, ask_to_answer, stance_tallies, waiting_elsewhere
from .models import Proposal
from .proposals import COLUMNS, lodged_among, proposals_of, propose, rows
from .ranking import places_of, ranked_last, rankings_of
from .rules.proposals import ASKED_FOR, LONGEST
from .two_texts import JoinedTextField


class WordingForm(forms.Form):
    """A text in one language; `version` is the one that was open."""

    text = JoinedTextField(
        label=gettext_lazy("Recommendation"),
        max_length=LONGEST * 2,
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = coalition.languages or ["en"]
        self.fields["language"].choices = [(code, gettext_lazy(language(code).name)) for code in codes]  # type: ignore[attr-defined]


def add_moves(request: Request[Any], proposals: Iterable[Proposal]) -> list[Proposal]:
    """Give each recommendation its `tally`, and what the reader may do with it: speak on it
    (`waits`), put it forward, adopt or reopen it.

    `all_heard`: whether one can adopt it without being asked again; `adopt_next`: and has spoken
    oneself. `is_lodged`: whether it was lodged with a submission, not adopted. `leads`: whether one
    is its rapporteur, or a coordinator.
    """
    proposals_read = list(proposals)
    tallies, lodged = stance_tallies(proposals_read), lodged_among(proposals_read)
    may_speak = GIVE_STANCE.open_to(request.roles)
    for proposal in proposals_read:
        tally = tallies[proposal.pk]
        proposal.tally = tally  # type: ignore[attr-defined]
        proposal.is_lodged = proposal.pk in lodged  # type: ignore[attr-defined]
        is_asked = may_speak and proposal.may_be_adopted and not proposal.is_lodged  # type: ignore[attr-defined]
        proposal.waits = is_asked and request.actor in tally.silent  # type: ignore[attr-defined]
        proposal.may_put_forward = proposal.state == Proposal.State.DRAFT and _works_on(request, tally)  # type: ignore[attr-defined]
        proposal.may_adopt = proposal.may_be_adopted and may_adopt(request, tally)  # type: ignore[attr-defined]
        proposal.all_heard = tally.is_agreed_but_for(request.actor)  # type: ignore[attr-defined]
        proposal.adopt_next = proposal.all_heard and not proposal.waits  # type: ignore[attr-defined]
        proposal.leads = _leads(request, tally)  # type: ignore[attr-defined]
        proposal.may_reopen = proposal.state == Proposal.State.ADOPTED and proposal.leads  # type: ignore[attr-defined]
    return proposals_read


def message_to_members(request: Request[Group], proposals: Iterable[Proposal]) -> Message | None:
    """A text that asks the group's members to answer what is before them, of these that `add_moves`
    gave; None where nothing is.
    """
    before = [proposal for proposal in proposals if proposal.may_be_adopted]
    ask = ask_to_answer(request.about, before, {proposal.pk: proposal.tally for proposal in before})  # type: ignore[attr-defined]
    return about_group(request, request.about, ask) if ask else None


def _works_on(request: Request[Any], tally: StanceTally) -> bool:
    """Whether one may put it before its group. On the page of all groups, a role may be that of
    another group.
    """
    if not PUT_FORWARD.open_to(request.roles):
        return False
    if isinstance(request.about, Group) or Role.COORDINATOR in request.roles:
        return True
    spoke = {stance.person_id for stance in tally.stances}
    return request.actor in tally.silent or (request.actor is not None and request.actor.pk in spoke)


def may_adopt(request: Request[Any], tally: StanceTally) -> bool:
    """Its rapporteur; the coordinator where the group has none."""
    return _leads(request, tally) and tally.rapporteur in (None, request.actor)


def _leads(request: Request[Any], tally: StanceTally) -> bool:
    if not SETTLE_PROPOSAL.open_to(request.roles):
        return False
    return Role.COORDINATOR in request.roles or (tally.rapporteur is not None and tally.rapporteur == request.actor)


def to_the_list(request: Request[Group], proposal: Proposal) -> HttpResponse | None:
    """Back to the place of the recommendation in the list where it was moved; None where it was
    moved on its page.

    A list of what waits begins with the next one: back to its beginning.
    """
    back = list_address(request)
    place = "" if "only=speak" in back or "only=adopt" in back else f"#recommendation-{proposal.pk}"
    return HttpResponseRedirect(f"{back}{place}") if back else None


def to_its_place(request: Request[Group], proposal: Proposal) -> HttpResponse:
    """To its place in the whole list, where others may wait for one's word."""
    listed = reverse("proposals:proposals", args=[request.about.coalition.key, request.about.pk])
    return HttpResponseRedirect(f"{listed}#recommendation-{proposal.pk}")


def list_address(request: Request[Group]) -> str:
    """The address of the list that somebody comes from; "" from the page of a recommendation."""
    back = request.POST.get("back", "")
    return back if back.startswith(reverse("coalitions:coalition", args=[request.about.coalition.key])) else ""


# What the list is narrowed to, as "For me" asks for it.
_ONLY: Mapping[str, Callable[[Any], bool]] = {
    "adopt": lambda each: each.may_be_adopted and not each.tally.waits_for_answer,
    "speak": lambda each: each.waits or each.may_adopt,
    "comments": lambda each: each.open_comments > 0,
}


@page(GROUP + "recommendations/", SEE_PROPOSALS)
def proposals(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """A group's recommendations with their state, and how many the workshop asks for."""
    all_proposals = list(proposals_of(request.about))
    active = [
        proposal for proposal in all_proposals if proposal.state not in {Proposal.State.MERGED, Proposal.State.DROPPED}
    ]
    add_moves(request, active)
    only = request.GET.get("only", "")
    active_shown = [proposal for proposal in active if only not in _ONLY or _ONLY[only](proposal)]
    has_spoken = not any(proposal.waits for proposal in active) and GIVE_STANCE.open_to(request.roles)  # type: ignore[attr-defined]
    rankings = rankings_of(request.about)
    ranking = ranked_last(rankings)
    is_hidden = ranking is not None and order_is_hidden(request.actor, ranking)
    places = {} if is_hidden else places_of(ranking)
    for proposal in active:
        proposal.place = places.get(proposal.number)  # type: ignore[attr-defined]
    _put_in_order(active_shown, only)
    context = {
        "page_name": _("Recommendations"),
        "active": active_shown,
        "only": only,
        "left_out": len(active) - len(active_shown),
        "to_adopt": 0 if active_shown else sum(proposal.may_adopt for proposal in active),  # type: ignore[attr-defined]
        # Who works in the group and has spoken on all of it is led on.
        "elsewhere": waiting_elsewhere(request.about, request.actor) if has_spoken else [],
        "given_up": [proposal for proposal in all_proposals if proposal not in active],
        "missing": max(0, ASKED_FOR - len(active)),
        "ranking": ranking,
        "is_hidden": is_hidden,
        "open_ranking": next((tally.decision for tally in rankings if tally.decision.closed_at is None), None),
        "back": request.get_full_path(),
        "message": message_to_members(request, active),
        "tell": "tell" in request.GET,
    }
    return coalition_page(request, "proposals/list.html", context)


def _put_in_order(proposals_shown: list[Any], only: str) -> None:
    """By their priority; what one is asked for comes first."""
    proposals_shown.sort(key=lambda proposal: (not proposal.place, proposal.place))
    if only == "speak":
        proposals_shown.sort(key=lambda proposal: not proposal.waits)
    if only == "adopt":
        # Those that can be adopted come first: who adopts need not speak, too.
        proposals_shown.sort(key=lambda proposal: not proposal.all_heard)
        for proposal in proposals_shown:
            proposal.adopt_next = proposal.all_heard


@page(GROUP + "recommendations/new/", WORD_PROPOSAL, methods="GET POST")
def proposal_new(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Write a new one. Advice appears beside it while one types; without scripts, once it
    is saved.
    """
    form = WordingForm(request.POST or None, coalition=request.about.coalition)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            proposal = propose(
                by=request.actor,
                group=request.about,
                text=form.cleaned_data["text"],
                language=form.cleaned_data["language"],
                now=request.now,
            )
            messages.success(request, _("Saved as a draft. This page has advice on it."))
            return redirect("proposals:proposal", coalition, group, proposal.number)
    return coalition_page(request, "proposals/new.html", {"page_name": _("A new recommendation"), "form": form})


@page(GROUP + "recommendations/recommendations.csv", SEE_PROPOSALS)
def proposals_csv(request: Request[Group], coalition: str, group: int) -> File:
    """The group's recommendations as a table, one row a wording."""
    return as_csv("recommendations", COLUMNS, [[_cell(row[name]) for name in COLUMNS] for row in rows(request.about)])


def _cell(value: Any) -> str | int:
    if isinstance(value, list):
        return " | ".join(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else str("" if value is None else value)


@page(GROUP + "recommendations/recommendations.json", SEE_PROPOSALS)
def proposals_json(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The same as JSON, with where it is from."""
    address = server_address(request) + reverse("proposals:proposals", args=[coalition, group])
    return as_json({"group": request.about.name, "permalink": address, "results": rows(request.about)})
