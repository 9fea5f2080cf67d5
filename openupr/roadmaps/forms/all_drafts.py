"""Which of a coalition's recommendations are looked at."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.upr.issues import issue
from openupr.upr.sdgs import GOALS

from ..models import Proposal
from ..queries.all_drafts import Drafted, Wanted

_ONLY = [("", _("all")), ("hints", _("with a hint")), ("alike", _("like another"))]


class WantedForm(forms.Form):
    """Group, issue, state, SDG; a value that none of the recommendations has is passed over."""

    group = forms.ChoiceField(label=_("Group"), required=False)
    issue = forms.ChoiceField(label=_("Issue"), required=False)
    state = forms.ChoiceField(label=_("Status of the draft"), required=False)
    goal = forms.ChoiceField(label=_("SDG"), required=False)
    only = forms.ChoiceField(label=_("Only those"), required=False, choices=_ONLY)

    def __init__(self, *args: Any, drafts: Sequence[Drafted], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = {str(each.proposal.group_id): str(each.proposal.group) for each in drafts}
        issues = {key: _(issue(key).label) for each in drafts for key in each.issues}
        states = {each.proposal.state for each in drafts}
        goals = {code for each in drafts for code in each.goals}
        self._offer("group", list(groups.items()))
        self._offer("issue", sorted(issues.items(), key=lambda pair: pair[1]))
        self._offer("state", [pair for pair in Proposal.State.choices if pair[0] in states])
        self._offer("goal", [(goal.code, f"{goal.code} {_(goal.title)}") for goal in GOALS if goal.code in goals])

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = [("", _("all")), *choices]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        self.full_clean()
        return Wanted(**{name: self.cleaned_data.get(name, "") for name in self.fields})
