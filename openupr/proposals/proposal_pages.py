"""One recommendation: its wordings, what is known of it, comments, and its history."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page, form_page, refusals_in
from openupr.coalitions.group_members import groups_worked_in
from openupr.coalitions.models import Group
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.upr.issues import issue
from openupr.upr.languages import language
from openupr.web.charts import Bar
from openupr.web.languages import in_page_language
from openupr.web.page_versions import VersionedForm

from .actions import COMMENT, GIVE_STANCE, MARK_EARLIER, RESOLVE_COMMENT, SEE_PROPOSALS, SEE_STANCES, WORD_PROPOSAL
from .adoption import StanceTally, original_version, stance_tallies
from .advice import DraftAdvice, advise_draft
from .advice_pages import TARGET_WORDINGS, Marking, marking_of, shown_advice
from .consultations import consultations_on
from .models import Comment, Proposal, Stance, Wording
from .proposals import (
    comment,
    compared_wording,
    proposal_of,
    proposals_of,
    resolve,
    save_wording,
    text_of_version,
    versions_of,
    would_be_compared,
)
from .proposals_pages import WordingForm, add_moves, message_to_members
from .rules.proposals import BY_ANY_MEMBER, LONGEST, MOVES
from .two_texts import both_in_one

_STATE_WORDS = {
    "proposed": gettext_lazy("back before the group"),
    "presented": gettext_lazy("presented in the plenary"),
    "adopted": gettext_lazy("adopted by the group"),
    "merged": gettext_lazy("merged into another"),
    "dropped": gettext_lazy("dropped"),
    "draft": gettext_lazy("a draft again"),
}
# No option of its own for what any member may do.
_BY_MEMBERS = {"draft": {"proposed"}, "proposed": {"draft"}}


class DecideProposalForm(forms.Form):
    """What became of a recommendation; a reason where it is given up."""

    state = forms.ChoiceField(label=gettext_lazy("It is now"))
    into = forms.ModelChoiceField(
        label=gettext_lazy("Merged into"),
        queryset=Proposal.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed where it is merged or dropped."),
    )
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)
    # Of its text: what is adopted is what was read.
    page_version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposal: Proposal, may_adopt: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["page_version"] = original_version(proposal)
        left_out = _BY_MEMBERS.get(proposal.state, set()) | (set() if may_adopt else {Proposal.State.ADOPTED})
        there = [to for to in MOVES[proposal.state] if to not in left_out]
        self.fields["state"].choices = [(to, _STATE_WORDS[to]) for to in there]  # type: ignore[attr-defined]
        given_up = (Proposal.State.MERGED, Proposal.State.DROPPED)
        others = Proposal.objects.filter(group__coalition=proposal.group.coalition).exclude(pk=proposal.pk)
        active = others.exclude(state__in=given_up).select_related("group")
        self.fields["into"].queryset = active  # type: ignore[attr-defined]


class ProposalStanceForm(forms.Form):
    """What a member says of a recommendation; `version` of the text that was read."""

    # The reason is needed with one of the choices only: the browser must not ask for it with the
    # others.
    use_required_attribute = False
    says = forms.ChoiceField(label=gettext_lazy("Do you agree?"), choices=Stance.Says, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed if you object."),
        error_messages={"required": gettext_lazy("Say why you object: the group needs the reason to change the text.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = not self.is_bound or self.data.get("says") == Stance.Says.OBJECT


class ReplyForm(VersionedForm):
    """What became of a comment, or an answer to an objection."""

    answer = forms.CharField(label=gettext_lazy("Outcome"), required=False, max_length=2000)


class CommentForm(forms.Form):
    """A remark; from one's own group when it passes on what that group knows."""

    text = forms.CharField(label=gettext_lazy("Comment"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST)
    from_group = forms.ModelChoiceField(
        label=gettext_lazy("For your other group"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=gettext_lazy("only myself"),
    )
    evidence = forms.CharField(
        label=gettext_lazy("Evidence for it"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if groups:
            field = self.fields["from_group"]
            field.queryset = Group.objects.filter(pk__in=[group.pk for group in groups])  # type: ignore[attr-defined]
        else:
            del self.fields["from_group"], self.fields["evidence"]

    def suggest_words(self, text: str) -> None:
        """Fill in the text of the recommendation, to be changed."""
        field = self.fields["text"]
        field.label, field.help_text = (
            gettext_lazy("Other words"),
            gettext_lazy("Change the words below. The rapporteur decides."),
        )
        field.initial, field.widget.attrs["rows"] = text, 8


_PAGE = "proposals/one.html"


@page(GROUP + "recommendations/<int:number>/", SEE_PROPOSALS)
def proposal(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """The recommendation, with advice on that of its texts that can be compared with the record."""
    return draw_proposal(request, proposal_or_404(request, number))


def proposal_or_404(request: Request[Group], number: int) -> Proposal:
    proposal = proposal_of(request.about, number)
    if proposal is None:
        raise Http404
    return proposal


def draw_proposal(request: Request[Group], proposal: Proposal, *, status: int = 200, **forms: Form) -> HttpResponse:
    """Draw it; a form that was refused stands in place of the fresh one."""
    compared = compared_wording(proposal)
    advice = advice_on(request, proposal, compared)
    add_moves(request, [proposal])
    wordings = _wordings(proposal, compared, forms.get("wording"))
    may_write = WORD_PROPOSAL.open_to(request.roles)
    context = {
        "page_name": _("Recommendation %(number)s") % {"number": proposal.number},
        "proposal": proposal,
        "message": message_to_members(request, add_moves(request, proposals_of(request.about)))
        if "tell" in request.GET
        else None,
        "wordings": wordings,
        # Who leads the group changes its text; members first say what they think of it, or suggest
        # other words.
        "change_below": may_write and proposal.may_be_adopted and not proposal.leads,  # type: ignore[attr-defined]
        "may_reword": may_write and proposal.state != Proposal.State.ADOPTED,
        "original": next(
            (wording for wording in wordings if wording["wording"] and wording["wording"].is_original), None
        ),
        "forward": next((there for here, there in BY_ANY_MEMBER if here == proposal.state), ""),
        "settle": forms.get("settle") or DecideProposalForm(proposal=proposal, may_adopt=proposal.may_adopt),  # type: ignore[attr-defined]
        "comment_form": forms.get("comment") or _comment_form(request, wordings),
        **_stances(request, proposal, forms.get("stance")),
        "comments": _comments(request, proposal),
        "consultations": consultations_on(proposal) if "coalitions.see-consultations" in request.may else [],
        "confirmed_issues": [_(issue(key).label) for key in proposal.issues],
        "confirmed_targets": [(code, in_page_language(TARGET_WORDINGS.get(code, ""))) for code in proposal.sdg_targets],
        **shown_advice(advice, marking=_marking(request, proposal, compared)),
    }
    return coalition_page(request, _PAGE, context, status=status)


def advice_on(request: Request[Group], proposal: Proposal, compared: Wording | None) -> DraftAdvice:
    text, code = (compared.text, compared.language) if compared else ("", "")
    return advise_draft(text, group=request.about, proposal=proposal, language=code, today=request.today)


def _stances(request: Request[Group], proposal: Proposal, refused: Form | None) -> dict[str, Any]:
    """What members say of it, and the form for one's own word while it is before the group.
    `own_objection`: what one objects to it, or to its earlier wording.
    """
    tally: StanceTally = proposal.tally  # type: ignore[attr-defined]
    actor = request.actor
    may_speak = proposal.may_be_adopted and GIVE_STANCE.open_to(request.roles)
    own = next((stance for stance in tally.stances if actor and stance.person_id == actor.pk), None)
    begun = {"says": own.says, "reason": own.reason} if own else {}
    form = refused or ProposalStanceForm(initial={**begun, "version": original_version(proposal)})
    bars = [Bar(str(Stance.Says(says).label), tally.count(says)) for says in Stance.Says.values]
    context = {"tally": tally, "stance_bars": bars, "stance_form": form if may_speak else None}
    if SEE_STANCES.open_to(request.roles):
        own_objection = next(
            (stance for stance in (*tally.objections, *tally.outdated) if stance.person == actor), None
        )
        context["own_objection"] = own_objection if may_speak else None
        context["objections"] = [objection for objection in tally.objections if objection != context["own_objection"]]
        context["outdated"] = [stance for stance in tally.outdated if stance != context["own_objection"]]
        context["silent"] = tally.silent
        context["earlier_objections"] = proposal.earlier_objections.select_related("person")
    return context


def _comment_form(request: Request[Group], wordings: Sequence[Mapping[str, Any]]) -> CommentForm:
    """`?suggest=` fills in the text as it is now, to be changed."""
    form = CommentForm(groups=groups_worked_in(request.actor, request.about))
    if "suggest" in request.GET:
        form.suggest_words(
            next((wording["text"] for wording in wordings if wording["wording"] and wording["wording"].is_original), "")
        )
    return form


def _comments(request: Request[Group], proposal: Proposal) -> list[Comment]:
    """Each with whether it waits to be dealt with: what the rapporteur says is an answer."""
    tally: StanceTally = proposal.tally  # type: ignore[attr-defined]
    comments = list(proposal.comments.all())
    for remark in comments:
        is_answer = remark.author is not None and remark.author == tally.rapporteur
        remark.is_own = remark.author is not None and remark.author == request.actor  # type: ignore[attr-defined]
        remark.is_open = not remark.resolved and not is_answer  # type: ignore[attr-defined]
    return comments


def _marking(request: Request[Group], proposal: Proposal, compared: Wording | None) -> Marking | None:
    return marking_of(proposal, compared) if compared and MARK_EARLIER.open_to(request.roles) else None


def _wordings(proposal: Proposal, compared: Wording | None, refused: Form | None) -> list[dict[str, Any]]:
    """Each language of the coalition that has a text, then those that have none yet."""
    known = {wording.language: wording for wording in proposal.wordings.all()}
    codes = list(dict.fromkeys([*known, *proposal.group.coalition.languages]))
    adopted = proposal.state == Proposal.State.ADOPTED
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


@page(GROUP + "recommendations/<int:number>/text/", WORD_PROPOSAL, methods="POST")
def proposal_word(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Save a text in one language; where somebody saved meanwhile, both texts are shown."""
    proposal = proposal_or_404(request, number)
    form = WordingForm(request.POST, coalition=proposal.group.coalition)
    if form.is_valid():
        try:
            with refusals_in(form):
                save_wording(by=request.actor, proposal=proposal, now=request.now, **form.cleaned_data)
                return _saved(request, proposal)
        except SavedMeanwhile as meanwhile:
            return _both(request, proposal, form.cleaned_data, meanwhile)
    return draw_proposal(request, proposal, status=422, wording=form)


def _saved(request: Request[Group], before: Proposal) -> HttpResponse:
    """Say that it is saved. Where members spoke on the text before, say so, with a message to copy
    for them.

    `before`: with the wordings of before. A translation, or the same text once more, asks for no
    new answer.
    """
    after = Proposal.objects.get(pk=before.pk)
    is_another = original_version(after) > original_version(before)
    spoke = bool(stance_tallies([before])[before.pk].stances)
    if not (is_another and spoke and stance_tallies([after])[after.pk].changed):
        messages.success(request, _("Saved."))
        return back_to_proposal(request, before.number)
    messages.success(request, _("Saved. The text changed: members are asked again."))
    return back_with_message(request, before.number)


def _both(
    request: Request[Group], proposal: Proposal, typed: Mapping[str, Any], meanwhile: SavedMeanwhile
) -> HttpResponse:
    """Both texts whole; below, both in one."""
    code = typed["language"]
    context = {
        "page_name": _("Two texts for recommendation %(number)s") % {"number": proposal.number},
        "proposal": proposal,
        "code": code,
        "language": _(language(code).name),
        "meanwhile": meanwhile,
        "in_one": both_in_one(text_of_version(proposal, code, typed["version"]), meanwhile),
    }
    return coalition_page(request, "proposals/both.html", context, status=409)


@page(GROUP + "recommendations/<int:number>/comments/", COMMENT, methods="POST")
def proposal_comment(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Remark on it, or pass on what one's own group knows."""
    proposal = proposal_or_404(request, number)
    form = CommentForm(request.POST, groups=groups_worked_in(request.actor, request.about))
    if "suggest" in request.GET:
        form.suggest_words("")
    if form.is_valid():
        with refusals_in(form):
            comment(by=request.actor, proposal=proposal, now=request.now, **form.cleaned_data)
            messages.success(request, _("Comment saved."))
            return back_to_proposal(request, number, "comments")
    return draw_proposal(request, proposal, status=422, comment=form)


@page(GROUP + "recommendations/<int:number>/comments/<int:comment>/", RESOLVE_COMMENT, methods="POST")
def proposal_resolve(request: Request[Group], coalition: str, group: int, number: int, comment: int) -> HttpResponse:
    """Mark a comment as dealt with, saying what became of it."""
    remark = proposal_or_404(request, number).comments.filter(pk=comment).first()
    if remark is None:
        raise Http404
    form = ReplyForm(request.POST, initial={"answer": remark.answer}, beside="answered" if remark.resolved else None)
    if form.is_valid():
        resolve(by=request.actor, comment=remark, answer=form.cleaned_data["answer"])
        messages.success(request, _("Marked as dealt with."))
    elif form.saved_meanwhile is not None:
        back = reverse("proposals:proposal", args=[coalition, group, number])
        return form_page(request, form, _("Comment"), send=_("Mark as dealt with"), back=back)
    else:
        messages.error(request, _("Write an answer of at most 2,000 characters. Nothing was changed."))
    return back_to_proposal(request, number, "comments")


@page(GROUP + "recommendations/<int:number>/versions/", SEE_PROPOSALS)
def proposal_versions(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Every text it ever had, in every language."""
    proposal = proposal_or_404(request, number)
    context = {
        "page_name": _("How recommendation %(number)s came to be") % {"number": number},
        "proposal": proposal,
        "wordings": [(_(language(version.language).name), version) for version in versions_of(proposal)],
    }
    return coalition_page(request, "proposals/versions.html", context)


def back_with_message(request: Request[Group], number: int) -> HttpResponseRedirect:
    """To its page, with a message to copy for the group."""
    return HttpResponseRedirect(f"{back_to_proposal(request, number).url}?tell=1")


def back_to_proposal(request: Request[Group], number: int, part: str = "") -> HttpResponseRedirect:
    page = reverse("proposals:proposal", args=[request.about.coalition.key, request.about.pk, number])
    return HttpResponseRedirect(f"{page}#{part}" if part else page)
