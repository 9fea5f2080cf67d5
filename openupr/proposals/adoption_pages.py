"""Putting a recommendation before the group, agreeing or objecting, and deciding on it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page, read_again, refusals_in, refusals_on
from openupr.coalitions.models import Group
from openupr.coalitions.next_steps import is_anything_lodged
from openupr.coalitions.rules.refusals import Refused
from openupr.web.page_versions import is_of_now

from .actions import ANSWER_OBJECTION, GIVE_STANCE, PUT_FORWARD, SETTLE_PROPOSAL
from .adoption import answer_objection, decide_proposal, give_stance, original_version, put_forward, stance_tallies
from .models import Proposal, Stance
from .proposal_pages import (
    DecideProposalForm,
    ProposalStanceForm,
    ReplyForm,
    back_to_proposal,
    back_with_message,
    draw_proposal,
    proposal_or_404,
)
from .proposals_pages import list_address, to_its_place, to_the_list
from .rules.proposals import NotAllHeard

_STANCE_MESSAGES = {
    Stance.Says.AGREE: gettext_lazy("Your agreement is recorded."),
    Stance.Says.LIVE: gettext_lazy("Your answer is recorded."),
    Stance.Says.OBJECT: gettext_lazy("Your objection is recorded."),
}


@page(GROUP + "recommendations/<int:number>/forward/", PUT_FORWARD, methods="POST")
def proposal_forward(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Put a draft before the group, or take it back."""
    proposal = proposal_or_404(request, number)
    try:
        put_forward(by=request.actor, proposal=proposal, now=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return to_the_list(request, proposal) or back_to_proposal(request, number)
    if proposal.state == Proposal.State.DRAFT:
        messages.success(request, _("Taken back to drafting."))
        return to_the_list(request, proposal) or back_to_proposal(request, number)
    return _tell_the_group(request, proposal)


def _tell_the_group(request: Request[Group], proposal: Proposal) -> HttpResponse:
    """Say that it is before the group, and who sees it, with a message to copy on the group's own
    pages.
    """
    coalition, back = request.about.coalition, list_address(request)
    listed = reverse("proposals:proposals", args=[coalition.key, request.about.pk])
    if not stance_tallies([proposal])[proposal.pk].waits_for_members or is_anything_lodged(coalition):
        messages.success(request, _("Put before the group."))
        return to_the_list(request, proposal) or back_to_proposal(request, proposal.number)
    sentence = _("Put before the group. Its members now see it under “For me” and say if they agree.")
    if back and not back.startswith(listed):
        messages.success(request, sentence)
        return HttpResponseRedirect(f"{back}#recommendation-{proposal.pk}")
    messages.success(request, f"{sentence} {_('Copy the message below to tell them.')}")
    return HttpResponseRedirect(f"{listed}?tell=1") if back else back_with_message(request, proposal.number)


@page(GROUP + "recommendations/<int:number>/settle/", SETTLE_PROPOSAL, methods="POST")
def proposal_settle(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Record what became of it; where a member objects or was not heard, ask before it is
    adopted.
    """
    proposal = proposal_or_404(request, number)
    form = DecideProposalForm(request.POST, proposal=proposal)
    if form.is_valid():
        del form.cleaned_data["page_version"]
        adopts = form.cleaned_data["state"] == Proposal.State.ADOPTED
        if adopts and not is_of_now(request, str(original_version(proposal))):
            return read_again(request, reverse("proposals:proposal", args=[coalition, group, number]))
        with refusals_in(form):
            try:
                decide_proposal(by=request.actor, proposal=proposal, now=request.now, **form.cleaned_data)
            except NotAllHeard:
                return _ask_once(request, proposal)
            if proposal.state == Proposal.State.ADOPTED:
                messages.success(request, _("Recommendation %(number)s is adopted.") % {"number": proposal.number})
            else:
                messages.success(request, _("Recorded."))
            return to_the_list(request, proposal) or back_to_proposal(request, number)
    return draw_proposal(request, proposal, status=422, settle=form)


def _ask_once(request: Request[Group], proposal: Proposal) -> HttpResponse:
    """Whether to adopt it although a member objects or was not heard."""
    back = list_address(request)
    if back:
        cancel = f"{back}#recommendation-{proposal.pk}"
    else:
        cancel = reverse("proposals:proposal", args=[request.about.coalition.key, request.about.pk, proposal.number])
    tally = stance_tallies([proposal])[proposal.pk]
    asks = _("Adopt it anyway?") if tally.stances else _("Adopt it unheard?")
    context = {"page_name": asks, "proposal": proposal, "back": back, "cancel": cancel}
    context |= {"tally": tally, "objections": tally.objections, "silent": tally.silent, "outdated": tally.outdated}
    return coalition_page(request, "proposals/anyway.html", context, status=422)


@page(GROUP + "recommendations/<int:number>/stance/", GIVE_STANCE, methods="POST")
def proposal_stance(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Say that one agrees, can live with it, or objects."""
    proposal = proposal_or_404(request, number)
    form = ProposalStanceForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            give_stance(by=request.actor, proposal=proposal, now=request.now, **form.cleaned_data)
            messages.success(request, _STANCE_MESSAGES[form.cleaned_data["says"]])
            return to_the_list(request, proposal) or to_its_place(request, proposal)
    return draw_proposal(request, proposal, status=422, stance=form)


@page(GROUP + "recommendations/<int:number>/stance/<int:stance>/", ANSWER_OBJECTION, methods="POST")
def proposal_answer(request: Request[Group], coalition: str, group: int, number: int, stance: int) -> HttpResponse:
    """Answer an objection."""
    proposal = proposal_or_404(request, number)
    objection, form = proposal.stances.filter(pk=stance).first(), ReplyForm(request.POST)
    if objection is None:
        raise Http404
    if not form.is_valid() or not form.cleaned_data["answer"]:
        messages.error(request, _("Write an answer of at most 2,000 characters. Nothing was changed."))
        return back_to_proposal(request, number, "stance")
    with refusals_on(request):
        answer_objection(by=request.actor, stance=objection, text=form.cleaned_data["answer"])
        messages.success(request, _("Answer saved."))
    return back_to_proposal(request, number, "stance")
