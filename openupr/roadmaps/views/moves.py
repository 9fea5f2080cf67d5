"""What may be done with a recommendation in one click, from a list or its own page."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from openupr.accounts.actions import Role
from openupr.coalitions.frame import Request
from openupr.coalitions.messages import Message, about_group
from openupr.coalitions.models import Group

from ..actions import GIVE_STANCE, PUT_FORWARD, SETTLE_PROPOSAL
from ..models import Proposal
from ..queries.asking import ask_to_answer
from ..queries.proposals import lodged_among
from ..queries.stances import StanceTally, stance_tallies


def add_moves(request: Request[Any], proposals: Iterable[Proposal]) -> list[Proposal]:
    """The same; gives each its `tally`, and whether one may speak on it (`waits`), put it forward, adopt or reopen it.

    `all_heard`: whether one can adopt it without being asked again; `adopt_next`: and has spoken oneself.
    `is_lodged`: whether it was lodged with a submission, not adopted.
    `leads`: whether one is its rapporteur, or a coordinator.
    """
    found = list(proposals)
    said, lodged = stance_tallies(found), lodged_among(found)
    may_speak = GIVE_STANCE.open_to(request.roles)
    for each in found:
        tally = said[each.pk]
        each.tally = tally  # type: ignore[attr-defined]
        each.is_lodged = each.pk in lodged  # type: ignore[attr-defined]
        is_asked = may_speak and each.may_be_adopted and not each.is_lodged  # type: ignore[attr-defined]
        each.waits = is_asked and request.actor in tally.silent  # type: ignore[attr-defined]
        each.may_put_forward = each.state == Proposal.State.DRAFT and _works_on(request, tally)  # type: ignore[attr-defined]
        each.may_adopt = each.may_be_adopted and may_adopt(request, tally)  # type: ignore[attr-defined]
        each.all_heard = tally.is_agreed_but_for(request.actor)  # type: ignore[attr-defined]
        each.adopt_next = each.all_heard and not each.waits  # type: ignore[attr-defined]
        each.leads = _leads(request, tally)  # type: ignore[attr-defined]
        each.may_reopen = each.state == Proposal.State.ADOPTED and each.leads  # type: ignore[attr-defined]
    return found


def message_to_members(request: Request[Group], proposals: Iterable[Proposal]) -> Message | None:
    """A text that asks the group's members to answer what is before them, of these that `add_moves` gave; None where
    nothing is.
    """
    before = [each for each in proposals if each.may_be_adopted]
    asked = ask_to_answer(request.about, before, {each.pk: each.tally for each in before})  # type: ignore[attr-defined]
    return about_group(request, request.about, asked) if asked else None


def _works_on(request: Request[Any], tally: StanceTally) -> bool:
    """Whether one may put it before its group. On the page of all groups, a role may be that of another group."""
    if not PUT_FORWARD.open_to(request.roles):
        return False
    if isinstance(request.about, Group) or Role.COORDINATOR in request.roles:
        return True
    spoke = {each.person_id for each in tally.stances}
    return request.actor in tally.silent or (request.actor is not None and request.actor.pk in spoke)


def may_adopt(request: Request[Any], tally: StanceTally) -> bool:
    """Its rapporteur; the coordinator where the group has none."""
    return _leads(request, tally) and tally.rapporteur in (None, request.actor)


def _leads(request: Request[Any], tally: StanceTally) -> bool:
    if not SETTLE_PROPOSAL.open_to(request.roles):
        return False
    return Role.COORDINATOR in request.roles or (tally.rapporteur is not None and tally.rapporteur == request.actor)


def to_the_list(request: Request[Group], found: Proposal) -> HttpResponse | None:
    """Back to the place of the recommendation in the list where it was moved; None where it was moved on its page.

    A list of what waits begins with the next one: back to its beginning.
    """
    back = list_address(request)
    place = "" if "only=speak" in back or "only=adopt" in back else f"#recommendation-{found.pk}"
    return HttpResponseRedirect(f"{back}{place}") if back else None


def to_its_place(request: Request[Group], found: Proposal) -> HttpResponse:
    """To its place in the whole list, where others may wait for one's word."""
    listed = reverse("roadmaps:proposals", args=[request.about.coalition.key, request.about.pk])
    return HttpResponseRedirect(f"{listed}#recommendation-{found.pk}")


def list_address(request: Request[Group]) -> str:
    """The address of the list that somebody comes from; "" from the page of a recommendation."""
    back = request.POST.get("back", "")
    return back if back.startswith(reverse("coalitions:coalition", args=[request.about.coalition.key])) else ""
