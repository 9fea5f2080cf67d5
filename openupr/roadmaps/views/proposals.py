"""The recommendations of a group, and of all groups; a new one, with advice while it is written."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Group
from openupr.coalitions.voices import order_is_hidden
from openupr.web.downloads import File, as_csv, as_json
from openupr.web.large_numbers import number_in
from openupr.web.this_machine import server_address

from ..actions import GIVE_STANCE, SEE_PROPOSALS, WORD_PROPOSAL
from ..forms.proposals import WordingForm
from ..models import Proposal
from ..queries.compared_text import compared_wording
from ..queries.draft_advice import advise_draft
from ..queries.plenary import released_to
from ..queries.proposals import COLUMNS, proposal_of, proposals_of, rows
from ..queries.ranking import places_of, ranked_last, rankings_of
from ..queries.stances import waiting_elsewhere
from ..rules.proposals import ASKED_FOR, LONGEST
from ..services.proposals import propose
from .advice import marking_of, shown_advice
from .moves import add_moves, message_to_members

# What the list is narrowed to, as "For me" asks for it.
_ONLY: Mapping[str, Callable[[Any], bool]] = {
    "adopt": lambda each: each.may_be_adopted and not each.tally.waits_for_answer,
    "speak": lambda each: each.waits or each.may_adopt,
    "comments": lambda each: each.open_comments > 0,
}


@page(GROUP + "recommendations/", SEE_PROPOSALS)
def proposals(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """A group's recommendations with their state, and how many the workshop asks for."""
    found = list(proposals_of(request.about))
    active = [each for each in found if each.state not in {Proposal.State.MERGED, Proposal.State.DROPPED}]
    add_moves(request, active)
    only = request.GET.get("only", "")
    shown = [each for each in active if only not in _ONLY or _ONLY[only](each)]
    has_spoken = not any(each.waits for each in active) and GIVE_STANCE.open_to(request.roles)  # type: ignore[attr-defined]
    rankings = rankings_of(request.about)
    ranking = ranked_last(rankings)
    is_hidden = ranking is not None and order_is_hidden(request.actor, ranking)
    places = {} if is_hidden else places_of(ranking)
    for each in active:
        each.place = places.get(each.number)  # type: ignore[attr-defined]
    _put_in_order(shown, only)
    given = {
        "page_name": _("Recommendations"),
        "active": shown,
        "only": only,
        "left_out": len(active) - len(shown),
        "to_adopt": 0 if shown else sum(each.may_adopt for each in active),  # type: ignore[attr-defined]
        # Who works in the group and has spoken on all of it is led on.
        "elsewhere": waiting_elsewhere(request.about, request.actor) if has_spoken else [],
        "given_up": [each for each in found if each not in active],
        "missing": max(0, ASKED_FOR - len(active)),
        "ranking": ranking,
        "is_hidden": is_hidden,
        "open_ranking": next((each.decision for each in rankings if each.decision.closed_at is None), None),
        "from_the_room": released_to(request.about),
        "back": request.get_full_path(),
        "message": message_to_members(request, active),
        "tell": "tell" in request.GET,
    }
    return coalition_page(request, "roadmaps/proposals/list.html", given)


def _put_in_order(shown: list[Any], only: str) -> None:
    """By their priority; what one is asked for comes first."""
    shown.sort(key=lambda each: (not each.place, each.place))
    if only == "speak":
        shown.sort(key=lambda each: not each.waits)
    if only == "adopt":
        # Those that can be adopted come first: who adopts need not speak, too.
        shown.sort(key=lambda each: not each.all_heard)
        for each in shown:
            each.adopt_next = each.all_heard


@page(GROUP + "recommendations/new/", WORD_PROPOSAL, methods="GET POST")
def proposal_new(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Write a new one. Advice appears beside it while one types; without scripts, once it is saved."""
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
            return redirect("roadmaps:proposal", coalition, group, proposal.number)
    return coalition_page(
        request, "roadmaps/proposals/new.html", {"page_name": _("A new recommendation"), "form": form}
    )


@page(GROUP + "recommendations/advice/", WORD_PROPOSAL, methods="POST")
def proposal_advice(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """What can be said of a text that is being typed; nothing is kept. `number`: the recommendation it belongs to."""
    text = str(request.POST.get("text", ""))[:LONGEST]
    number = str(request.POST.get("number", ""))
    proposal = proposal_of(request.about, number_in(number))
    spoken = request.about.coalition.languages or ["en"]
    language = str(request.POST.get("language", ""))
    language = language if language in spoken else ""
    advice = advise_draft(text, group=request.about, proposal=proposal, language=language, today=request.today)
    saved = compared_wording(proposal) if proposal else None
    # What is being typed has no version yet that a mark could remember.
    same = saved is not None and (saved.text, saved.language) == (text.strip(), language)
    marking = marking_of(proposal, saved) if proposal and saved and same else None
    given = shown_advice(advice, marking=marking) | {"unsaved": not same, "may_reword": True}
    return render(request, "roadmaps/proposals/advice.html", given)


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
    address = server_address(request) + reverse("roadmaps:proposals", args=[coalition, group])
    return as_json({"group": request.about.name, "permalink": address, "results": rows(request.about)})
