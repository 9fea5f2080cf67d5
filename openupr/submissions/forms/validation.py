"""The validation meeting: what an organisation says, who owns an objection, what became of it."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Organisation
from openupr.web.days import DayField

from ..models import Stance, Submission
from ..queries.parties import organisations_of


class StanceForm(forms.Form):
    """What an organisation says to a section."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    says = forms.ChoiceField(label=_("It"), choices=Stance.Says, widget=forms.RadioSelect(attrs={"class": "one-of"}))
    words = forms.CharField(
        label=_("In its words"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 2})
    )
    # Of which wording the page was, so that nobody agrees to words that came to stand there meanwhile.
    wording = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_of(submission)  # type: ignore[attr-defined]

    def clean_wording(self) -> str:
        """The fingerprint, or "" for one that the page cannot have sent."""
        given = str(self.cleaned_data["wording"])
        return given if re.fullmatch("[0-9a-f]{64}", given) else ""


class SeeToForm(forms.Form):
    """Which organisation owns an objection, and when it is due."""

    organisation = forms.ModelChoiceField(
        label=_("Owner"), queryset=Organisation.objects.none(), required=False, empty_label=_("no owner yet")
    )
    due = DayField(label=_("Due"), required=False)

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_of(submission)  # type: ignore[attr-defined]


class SettleObjectionForm(forms.Form):
    """What became of an objection."""

    answer = forms.CharField(label=_("Outcome"), max_length=2000, required=False)
