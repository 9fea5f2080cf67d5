"""One recommendation: its wordings, what is known of it, what others say, what became of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.models import Group
from openupr.coalitions.queries.groups import groups_worked_in
from openupr.coalitions.queries.lodging import is_anything_lodged
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.recommendations.recommendation import ask_of
from openupr.upr.issues import ISSUES, issue
from openupr.upr.languages import language
from openupr.upr.sdgs import TARGETS
from openupr.web.charts import Bar
from openupr.web.languages import in_page_language

from ..actions import (
    ANSWER_OBJECTION,
    COMMENT,
    CONFIRM_FACTS,
    GIVE_STANCE,
    MARK_EARLIER,
    PUT_FORWARD,
    RESOLVE_COMMENT,
    SEE_PROPOSALS,
    SEE_STANCES,
    SETTLE_PROPOSAL,
    WORD_PROPOSAL,
)
from ..forms.proposals import AnswerForm, CommentForm, FactsForm, SettleForm, StanceForm, WordingForm
from ..forms.two_texts import both_in_one
from ..models import Comment, Proposal, Stance, Wording
from ..queries.compared_text import compared_wording, would_be_compared
from ..queries.consulted import consultations_on
from ..queries.draft_advice import DraftAdvice, advise_draft
from ..queries.proposals import proposal_of, proposals_of, text_of_version, versions_of
from ..queries.stances import StanceTally, original_version, stance_tallies
from ..rules.proposals import BY_ANY_MEMBER, NotAllHeard
from ..services.proposals import comment, confirm_facts, decide_proposal, put_forward, resolve, save_wording
from ..services.stances import answer_objection, give_stance
from .advice import Marking, likely_issues, marking_of, repeated, shown_advice
from .moves import add_moves, list_address, message_to_members, to_its_place, to_the_list

_PAGE = "roadmaps/proposals/one.html"
_SAID = {
    Stance.Says.AGREE: _lazy("Your agreement is recorded."),
    Stance.Says.LIVE: _lazy("Your answer is recorded."),
    Stance.Says.OBJECT: _lazy("Your objection is recorded."),
}
_WORDINGS = {each.code: each.wording for each in TARGETS}


@page(GROUP + "recommendations/<int:number>/", SEE_PROPOSALS)
def proposal(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """The recommendation, with advice on that of its texts that can be compared with the record."""
    return _page(request, _asked_for(request, number))


def _asked_for(request: Request[Group], number: int) -> Proposal:
    found = proposal_of(request.about, number)
    if found is None:
        raise Http404
    return found


def _page(request: Request[Group], found: Proposal, *, status: int = 200, **forms: Form) -> HttpResponse:
    """Draw it; a form that was refused stands in place of the fresh one."""
    compared = compared_wording(found)
    advice = _advice(request, found, compared)
    add_moves(request, [found])
    wordings = _wordings(found, compared, forms.get("wording"))
    may_write = WORD_PROPOSAL.open_to(request.roles)
    given = {
        "page_name": _("Recommendation %(number)s") % {"number": found.number},
        "proposal": found,
        "message": message_to_members(request, add_moves(request, proposals_of(request.about)))
        if "tell" in request.GET
        else None,
        "wordings": wordings,
        # Who leads the group changes its text; members first say what they think of it, or suggest other words.
        "change_below": may_write and found.may_be_adopted and not found.leads,  # type: ignore[attr-defined]
        "may_reword": may_write and found.state != Proposal.State.ADOPTED,
        "original": next((each for each in wordings if each["wording"] and each["wording"].is_original), None),
        "forward": next((there for here, there in BY_ANY_MEMBER if here == found.state), ""),
        "settle": forms.get("settle") or SettleForm(proposal=found, may_adopt=found.may_adopt),  # type: ignore[attr-defined]
        "comment_form": forms.get("comment") or _comment_form(request, wordings),
        **_stances(request, found, forms.get("stance")),
        "comments": _comments(request, found),
        "consultations": consultations_on(found) if "coalitions.see-consultations" in request.may else [],
        "confirmed_issues": [_(issue(key).label) for key in found.issues],
        "confirmed_targets": [(code, in_page_language(_WORDINGS.get(code, ""))) for code in found.sdg_targets],
        **shown_advice(advice, marking=_marking(request, found, compared)),
    }
    return coalition_page(request, _PAGE, given, status=status)


def _advice(request: Request[Group], found: Proposal, compared: Wording | None) -> DraftAdvice:
    text, code = (compared.text, compared.language) if compared else ("", "")
    return advise_draft(text, group=request.about, proposal=found, language=code, today=request.today)


def _stances(request: Request[Group], found: Proposal, refused: Form | None) -> dict[str, Any]:
    """What members say of it, and the form for one's own word while it is before the group. `own_objection`: what one
    objects to it, or to its earlier wording.
    """
    tally: StanceTally = found.tally  # type: ignore[attr-defined]
    actor = request.actor
    may_speak = found.may_be_adopted and GIVE_STANCE.open_to(request.roles)
    own = next((each for each in tally.stances if actor and each.person_id == actor.pk), None)
    begun = {"says": own.says, "reason": own.reason} if own else {}
    form = refused or StanceForm(initial={**begun, "version": original_version(found)})
    bars = [Bar(str(Stance.Says(says).label), tally.count(says)) for says in Stance.Says.values]
    given = {"tally": tally, "stance_bars": bars, "stance_form": form if may_speak else None}
    if SEE_STANCES.open_to(request.roles):
        own_objection = next((each for each in (*tally.objections, *tally.outdated) if each.person == actor), None)
        given["own_objection"] = own_objection if may_speak else None
        given["objections"] = [each for each in tally.objections if each != given["own_objection"]]
        given["outdated"] = [each for each in tally.outdated if each != given["own_objection"]]
        given["silent"] = tally.silent
        given["earlier_objections"] = found.earlier_objections.select_related("person")
    return given


def _comment_form(request: Request[Group], wordings: Sequence[Mapping[str, Any]]) -> CommentForm:
    """`?suggest=` fills in the text as it is now, to be changed."""
    form = CommentForm(groups=groups_worked_in(request.actor, request.about))
    if "suggest" in request.GET:
        form.suggest_words(
            next((each["text"] for each in wordings if each["wording"] and each["wording"].is_original), "")
        )
    return form


def _comments(request: Request[Group], found: Proposal) -> list[Comment]:
    """Each with whether it waits to be dealt with: what the rapporteur says is an answer."""
    tally: StanceTally = found.tally  # type: ignore[attr-defined]
    comments = list(found.comments.all())
    for each in comments:
        is_answer = each.author is not None and each.author == tally.rapporteur
        each.is_own = each.author is not None and each.author == request.actor  # type: ignore[attr-defined]
        each.is_open = not each.resolved and not is_answer  # type: ignore[attr-defined]
    return comments


def _marking(request: Request[Group], found: Proposal, compared: Wording | None) -> Marking | None:
    return marking_of(found, compared) if compared and MARK_EARLIER.open_to(request.roles) else None


def _wordings(found: Proposal, compared: Wording | None, refused: Form | None) -> list[dict[str, Any]]:
    """Each language of the coalition that has a text, then those that have none yet."""
    known = {each.language: each for each in found.wordings.all()}
    codes = list(dict.fromkeys([*known, *found.group.coalition.languages]))
    adopted = found.state == Proposal.State.ADOPTED
    return [
        _wording(code, known.get(code), refused, adopted=adopted) | {"advised": would_be_compared(code, compared)}
        for code in codes
    ]


def _wording(code: str, wording: Wording | None, refused: Form | None, *, adopted: bool) -> dict[str, Any]:
    is_refused = refused is not None and refused.data.get("language") == code
    return {
        "code": code,
        "language": _(language(code).name),
        "wording": wording,
        "form": refused if is_refused else None,
        "may_change": is_refused or not adopted or wording is None or wording.is_older,  # type: ignore[attr-defined]
        "text": refused.data.get("text", "") if is_refused and refused else wording.text if wording else "",
        "version": wording.version if wording else 0,
    }


def _facts(found: Proposal, advice: DraftAdvice) -> dict[str, Any]:
    suggested = [key for key, _label in likely_issues(advice.coding)]
    keys = dict.fromkeys([*found.issues, *suggested, *found.group.issues])
    codes = dict.fromkeys([*found.sdg_targets, *(each.code for each in advice.targets)])
    words = {each.code: ", ".join(each.words) for each in advice.targets}
    return {
        "facts": _facts_form(),
        "issue_choices": [(key, _(issue(key).label), key in found.issues, key in suggested) for key in keys],
        "target_choices": [
            (code, in_page_language(_WORDINGS.get(code, "")), code in found.sdg_targets, words.get(code))
            for code in codes
        ],
        "repeat_choices": repeated(advice.earlier, found),
    }


def _facts_form(data: Any = None) -> FactsForm:
    return FactsForm(data, issues=[(each.key, each.label) for each in ISSUES])


@page(GROUP + "recommendations/<int:number>/text/", WORD_PROPOSAL, methods="POST")
def proposal_word(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Save a text in one language; where somebody saved meanwhile, both texts are shown."""
    found = _asked_for(request, number)
    form = WordingForm(request.POST, coalition=found.group.coalition)
    if form.is_valid():
        try:
            with refusals_in(form):
                save_wording(by=request.actor, proposal=found, now=request.now, **form.cleaned_data)
                return _saved(request, found)
        except SavedMeanwhile as meanwhile:
            return _both(request, found, form.cleaned_data, meanwhile)
    return _page(request, found, status=422, wording=form)


def _saved(request: Request[Group], before: Proposal) -> HttpResponse:
    """Say that it is saved. Where members spoke on the text before, say so, with a message to copy for them.

    `before`: with the wordings of before. A translation, or the same text once more, asks for no new answer.
    """
    after = Proposal.objects.get(pk=before.pk)
    is_another = original_version(after) > original_version(before)
    spoke = bool(stance_tallies([before])[before.pk].stances)
    if not (is_another and spoke and stance_tallies([after])[after.pk].changed):
        messages.success(request, _("Saved."))
        return _back(request, before.number)
    messages.success(request, _("Saved. The text changed: members are asked again."))
    return _told(request, before.number)


def _both(
    request: Request[Group], found: Proposal, typed: Mapping[str, Any], meanwhile: SavedMeanwhile
) -> HttpResponse:
    """Both texts whole; below, both in one."""
    code = typed["language"]
    given = {
        "page_name": _("Two texts for recommendation %(number)s") % {"number": found.number},
        "proposal": found,
        "code": code,
        "language": _(language(code).name),
        "meanwhile": meanwhile,
        "in_one": both_in_one(text_of_version(found, code, typed["version"]), meanwhile),
    }
    return coalition_page(request, "roadmaps/proposals/both.html", given, status=409)


@page(GROUP + "recommendations/<int:number>/facts/", CONFIRM_FACTS, methods="GET POST")
def proposal_facts(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Confirm what it repeats, its issues and the SDG targets: on a page of its own, as its lists are long."""
    found, form = _asked_for(request, number), _facts_form(request.POST)
    if request.method != "POST":
        given = _facts(found, _advice(request, found, compared_wording(found)))
        given |= {"page_name": _("Confirm recommendation %(number)s") % {"number": number}, "proposal": found}
        return coalition_page(request, "roadmaps/proposals/confirm.html", given)
    if form.is_valid():
        ask = ask_of(form.cleaned_data["repeats"]) if form.cleaned_data["repeats"] else None
        issues, targets = form.confirmed("issues"), form.confirmed("targets")
        confirm_facts(
            by=request.actor, proposal=found, repeats=ask.ask if ask else None, issues=issues, sdg_targets=targets
        )
        messages.success(request, _("Confirmed."))
    else:
        messages.error(request, _("One of these is no issue or target of the lists. Nothing was changed."))
    return _back(request, number)


@page(GROUP + "recommendations/<int:number>/forward/", PUT_FORWARD, methods="POST")
def proposal_forward(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Put a draft before the group, or take it back."""
    found = _asked_for(request, number)
    try:
        put_forward(by=request.actor, proposal=found, now=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return to_the_list(request, found) or _back(request, number)
    if found.state == Proposal.State.DRAFT:
        messages.success(request, _("Taken back to drafting."))
        return to_the_list(request, found) or _back(request, number)
    return _tell_the_group(request, found)


def _tell_the_group(request: Request[Group], found: Proposal) -> HttpResponse:
    """Say that it is before the group, and who sees it, with a message to copy on the group's own pages."""
    coalition, back = request.about.coalition, list_address(request)
    listed = reverse("roadmaps:proposals", args=[coalition.key, request.about.pk])
    if not stance_tallies([found])[found.pk].waits_for_members or is_anything_lodged(coalition):
        messages.success(request, _("Put before the group."))
        return to_the_list(request, found) or _back(request, found.number)
    said = _("Put before the group. Its members now see it under “For me” and say if they agree.")
    if back and not back.startswith(listed):
        messages.success(request, said)
        return HttpResponseRedirect(f"{back}#recommendation-{found.pk}")
    messages.success(request, f"{said} {_('Copy the message below to tell them.')}")
    return HttpResponseRedirect(f"{listed}?tell=1") if back else _told(request, found.number)


@page(GROUP + "recommendations/<int:number>/settle/", SETTLE_PROPOSAL, methods="POST")
def proposal_settle(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Record what became of it; where a member objects or was not heard, ask before it is adopted."""
    found = _asked_for(request, number)
    form = SettleForm(request.POST, proposal=found)
    if form.is_valid():
        with refusals_in(form):
            try:
                decide_proposal(by=request.actor, proposal=found, now=request.now, **form.cleaned_data)
            except NotAllHeard:
                return _ask_once(request, found)
            if found.state == Proposal.State.ADOPTED:
                messages.success(request, _("Recommendation %(number)s is adopted.") % {"number": found.number})
            else:
                messages.success(request, _("Recorded."))
            return to_the_list(request, found) or _back(request, number)
    return _page(request, found, status=422, settle=form)


def _ask_once(request: Request[Group], found: Proposal) -> HttpResponse:
    """Whether to adopt it although a member objects or was not heard."""
    back = list_address(request)
    if back:
        cancel = f"{back}#recommendation-{found.pk}"
    else:
        cancel = reverse("roadmaps:proposal", args=[request.about.coalition.key, request.about.pk, found.number])
    tally = stance_tallies([found])[found.pk]
    asks = _("Adopt it anyway?") if tally.stances else _("Adopt it unheard?")
    given = {"page_name": asks, "proposal": found, "back": back, "cancel": cancel}
    given |= {"tally": tally, "objections": tally.objections, "silent": tally.silent, "outdated": tally.outdated}
    return coalition_page(request, "roadmaps/proposals/anyway.html", given, status=422)


@page(GROUP + "recommendations/<int:number>/stance/", GIVE_STANCE, methods="POST")
def proposal_stance(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Say that one agrees, can live with it, or objects."""
    found = _asked_for(request, number)
    form = StanceForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            give_stance(by=request.actor, proposal=found, now=request.now, **form.cleaned_data)
            messages.success(request, _SAID[form.cleaned_data["says"]])
            return to_the_list(request, found) or to_its_place(request, found)
    return _page(request, found, status=422, stance=form)


@page(GROUP + "recommendations/<int:number>/stance/<int:stance>/", ANSWER_OBJECTION, methods="POST")
def proposal_answer(request: Request[Group], coalition: str, group: int, number: int, stance: int) -> HttpResponse:
    """Answer an objection."""
    found = _asked_for(request, number)
    said, form = found.stances.filter(pk=stance).first(), AnswerForm(request.POST)
    if said is None:
        raise Http404
    if not form.is_valid() or not form.cleaned_data["answer"]:
        messages.error(request, _("Write an answer of at most 2,000 characters. Nothing was changed."))
        return _back(request, number, "stance")
    with refusals_on(request):
        answer_objection(by=request.actor, stance=said, text=form.cleaned_data["answer"])
        messages.success(request, _("Answer saved."))
    return _back(request, number, "stance")


@page(GROUP + "recommendations/<int:number>/comments/", COMMENT, methods="POST")
def proposal_comment(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Remark on it, or pass on what one's own group knows."""
    found = _asked_for(request, number)
    form = CommentForm(request.POST, groups=groups_worked_in(request.actor, request.about))
    if "suggest" in request.GET:
        form.suggest_words("")
    if form.is_valid():
        with refusals_in(form):
            comment(by=request.actor, proposal=found, now=request.now, **form.cleaned_data)
            messages.success(request, _("Comment saved."))
            return _back(request, number, "comments")
    return _page(request, found, status=422, comment=form)


@page(GROUP + "recommendations/<int:number>/comments/<int:comment>/", RESOLVE_COMMENT, methods="POST")
def proposal_resolve(request: Request[Group], coalition: str, group: int, number: int, comment: int) -> HttpResponse:
    """Mark a comment as dealt with, saying what became of it."""
    remark = _asked_for(request, number).comments.filter(pk=comment).first()
    if remark is None:
        raise Http404
    form = AnswerForm(request.POST)
    if form.is_valid():
        resolve(by=request.actor, comment=remark, answer=form.cleaned_data["answer"])
        messages.success(request, _("Marked as dealt with."))
    else:
        messages.error(request, _("Write an answer of at most 2,000 characters. Nothing was changed."))
    return _back(request, number, "comments")


@page(GROUP + "recommendations/<int:number>/versions/", SEE_PROPOSALS)
def proposal_versions(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Every text it ever had, in every language."""
    found = _asked_for(request, number)
    given = {
        "page_name": _("How recommendation %(number)s came to be") % {"number": number},
        "proposal": found,
        "wordings": [(_(language(each.language).name), each) for each in versions_of(found)],
    }
    return coalition_page(request, "roadmaps/proposals/versions.html", given)


def _told(request: Request[Group], number: int) -> HttpResponseRedirect:
    """To its page, with a message to copy for the group."""
    return HttpResponseRedirect(f"{_back(request, number).url}?tell=1")


def _back(request: Request[Group], number: int, part: str = "") -> HttpResponseRedirect:
    page = reverse("roadmaps:proposal", args=[request.about.coalition.key, request.about.pk, number])
    return HttpResponseRedirect(f"{page}#{part}" if part else page)
