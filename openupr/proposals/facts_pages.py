"""Confirming what a recommendation repeats, its issues and its SDG targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Group
from openupr.recommendations.recommendation import ask_of
from openupr.upr.issues import ISSUES, issue
from openupr.upr.sdgs import TARGETS
from openupr.web.languages import in_page_language

from .actions import CONFIRM_FACTS
from .advice import DraftAdvice, EarlierRecommendations
from .advice_pages import TARGET_WORDINGS, likely_issues
from .models import Proposal
from .proposal_pages import advice_on, back_to_proposal, proposal_or_404
from .proposals import compared_wording, confirm_facts


class ConfirmFactsForm(forms.Form):
    """What a person confirms: the earlier recommendation that is repeated, issues, SDG targets.

    Its choices are what the machine suggests and what was confirmed before; any other is chosen
    from a list.
    """

    repeats = forms.CharField(required=False, max_length=80)
    issues = forms.MultipleChoiceField(required=False)
    targets = forms.MultipleChoiceField(required=False)
    another_issue = forms.ChoiceField(label=gettext_lazy("Another issue"), required=False)
    another_target = forms.ChoiceField(label=gettext_lazy("Another SDG target"), required=False)

    def __init__(self, *args: Any, issues: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        targets = [(target.code, f"{target.code} {gettext_lazy(target.wording)}") for target in TARGETS]
        for name, choices in (("issues", list(issues)), ("targets", targets)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            other = "another_issue" if name == "issues" else "another_target"
            self.fields[other].choices = [("", gettext_lazy("none")), *choices]  # type: ignore[attr-defined]

    def confirmed(self, name: str) -> list[str]:
        """The codes ticked, and the one chosen from the list."""
        other = self.cleaned_data["another_issue" if name == "issues" else "another_target"]
        return [*self.cleaned_data[name], *([other] if other else [])]


@dataclass(frozen=True, slots=True)
class Repeated:
    """An earlier recommendation that the draft seems to repeat: its key, and how it is named in a
    list.
    """

    key: str
    label: str


def repeated(earlier: EarlierRecommendations | None, confirmed: Proposal) -> list[Repeated]:
    """The earlier recommendations that may be confirmed as repeated: those that people call about
    the same, those suggested of which they do not say that they are not, and the one confirmed
    before.
    """
    listed = earlier.looked.listed if earlier else []
    choices = [
        Repeated(wording.keys[0], _named(wording.alike.nearest.fields))
        for wording in listed
        if wording.said == "same" or (wording.may_repeat and not wording.said)
    ]
    known = {choice.key for choice in choices}
    if confirmed.repeats and confirmed.repeats.key not in known:
        choices.append(Repeated(confirmed.repeats.key, f"{confirmed.repeats.from_name}: {confirmed.repeats}"))
    return choices


def _named(row: dict[str, Any]) -> str:
    text = row["text"].strip()
    cut = text if len(text) <= 120 else text[:120].rstrip() + " …"
    return f"{row['from']}, {_('session %(number)s') % {'number': row['session']}}: {cut}"


def _facts(proposal: Proposal, advice: DraftAdvice) -> dict[str, Any]:
    suggested = [key for key, _label in likely_issues(advice.coding)]
    keys = dict.fromkeys([*proposal.issues, *suggested, *proposal.group.issues])
    codes = dict.fromkeys([*proposal.sdg_targets, *(target.code for target in advice.targets)])
    words = {target.code: ", ".join(target.words) for target in advice.targets}
    return {
        "facts": _facts_form(),
        "issue_choices": [(key, _(issue(key).label), key in proposal.issues, key in suggested) for key in keys],
        "target_choices": [
            (code, in_page_language(TARGET_WORDINGS.get(code, "")), code in proposal.sdg_targets, words.get(code))
            for code in codes
        ],
        "repeat_choices": repeated(advice.earlier, proposal),
    }


def _facts_form(data: Any = None) -> ConfirmFactsForm:
    return ConfirmFactsForm(data, issues=[(issue.key, issue.label) for issue in ISSUES])


@page(GROUP + "recommendations/<int:number>/facts/", CONFIRM_FACTS, methods="GET POST")
def proposal_facts(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Confirm what it repeats, its issues and the SDG targets: on a page of its own, as its lists
    are long.
    """
    proposal, form = proposal_or_404(request, number), _facts_form(request.POST)
    if request.method != "POST":
        context = _facts(proposal, advice_on(request, proposal, compared_wording(proposal)))
        context |= {"page_name": _("Confirm recommendation %(number)s") % {"number": number}, "proposal": proposal}
        return coalition_page(request, "proposals/confirm.html", context)
    if form.is_valid():
        ask = ask_of(form.cleaned_data["repeats"]) if form.cleaned_data["repeats"] else None
        issues, targets = form.confirmed("issues"), form.confirmed("targets")
        confirm_facts(
            by=request.actor, proposal=proposal, repeats=ask.ask if ask else None, issues=issues, sdg_targets=targets
        )
        messages.success(request, _("Confirmed."))
    else:
        messages.error(request, _("One of these is no issue or target of the lists. Nothing was changed."))
    return back_to_proposal(request, number)
