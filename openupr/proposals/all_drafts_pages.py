"""The page of all groups' recommendations, with its form to narrow it, and its file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Coalition
from openupr.upr.issues import ISSUES, issue
from openupr.upr.sdgs import GOALS
from openupr.web.downloads import File, as_csv_or_json
from openupr.web.this_machine import server_address

from .actions import SEE_PROPOSALS
from .all_drafts import COLUMNS, DraftFilter, DraftRow, all_drafts, groups_without, open_groups, rows_of, uncovered
from .models import Proposal
from .proposals_pages import add_moves

_ONLY = [("", gettext_lazy("all")), ("hints", gettext_lazy("with a hint")), ("alike", gettext_lazy("like another"))]


class DraftFilterForm(forms.Form):
    """Group, issue, state, SDG; a value that none of the recommendations has is passed over."""

    group = forms.ChoiceField(label=gettext_lazy("Group"), required=False)
    issue = forms.ChoiceField(label=gettext_lazy("Issue"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("Status of the draft"), required=False)
    goal = forms.ChoiceField(label=gettext_lazy("SDG"), required=False)
    only = forms.ChoiceField(label=gettext_lazy("Only those"), required=False, choices=_ONLY)

    def __init__(self, *args: Any, drafts: Sequence[DraftRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = {str(draft.proposal.group_id): str(draft.proposal.group) for draft in drafts}
        issues = {key: gettext_lazy(issue(key).label) for draft in drafts for key in draft.issues}
        states = {draft.proposal.state for draft in drafts}
        goals = {code for draft in drafts for code in draft.goals}
        self._offer("group", list(groups.items()))
        self._offer("issue", sorted(issues.items(), key=lambda pair: pair[1]))
        self._offer("state", [pair for pair in Proposal.State.choices if pair[0] in states])
        self._offer(
            "goal", [(goal.code, f"{goal.code} {gettext_lazy(goal.title)}") for goal in GOALS if goal.code in goals]
        )

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = [("", gettext_lazy("all")), *choices]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> DraftFilter:
        """What is asked for."""
        self.full_clean()
        return DraftFilter(**{name: self.cleaned_data.get(name, "") for name in self.fields})


_FIRST_UNCOVERED = 12


@page(COALITION + "recommendations/", SEE_PROPOSALS)
def all_proposals(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Every group's recommendations, and the issues that none is about."""
    drafts, groups = all_drafts(request.about, today=request.today), open_groups(request.about)
    form = DraftFilterForm(request.GET, drafts=drafts)
    wanted = form.wanted
    drafts_shown = [draft for draft in drafts if wanted.takes(draft)]
    add_moves(request, [draft.proposal for draft in drafts_shown])
    query = request.GET.urlencode()
    left = uncovered(request.about, groups, drafts, today=request.today)
    context = {
        "page_name": _("All recommendations"),
        "form": form,
        "drafts": drafts_shown,
        "any": bool(drafts),
        "query": f"?{query}" if query else "",
        "without": groups_without(groups, drafts),
        "uncovered": {"first": left[:_FIRST_UNCOVERED], "more": left[_FIRST_UNCOVERED:]} if left else None,
        "back": request.get_full_path(),
    }
    return coalition_page(request, "proposals/all.html", context)


@page(COALITION + "recommendations.<slug:kind>", SEE_PROPOSALS)
def all_proposals_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The same recommendations as a table or as JSON."""
    drafts = all_drafts(request.about, today=request.today)
    wanted = DraftFilterForm(request.GET, drafts=drafts).wanted
    rows = rows_of([draft for draft in drafts if wanted.takes(draft)], {issue.key: issue.label for issue in ISSUES})
    address = server_address(request) + reverse("proposals:all-proposals", args=[coalition])
    return as_csv_or_json(kind, "recommendations", COLUMNS, rows, key="results", beside={"permalink": address})
