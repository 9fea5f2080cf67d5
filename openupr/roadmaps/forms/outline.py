"""A line of the outline, and to whom a roadmap goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Group

from ..queries.roadmap import who_may_see_to_it


class PointForm(forms.Form):
    """A heading or a point, the evidence that is wanted for it, and who finds that."""

    text = forms.CharField(label=_("Text"), max_length=2000)
    is_heading = forms.BooleanField(label=_("It is a heading"), required=False)
    evidence_wanted = forms.CharField(label=_("Evidence wanted"), required=False, max_length=2000)
    finder = forms.ModelChoiceField(
        label=_("Who finds it"), queryset=Person.objects.none(), required=False, empty_label=_("nobody yet")
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finder"].queryset = who_may_see_to_it(group)  # type: ignore[attr-defined]


class HandOutForm(forms.Form):
    """The partner that a roadmap goes to."""

    partner = forms.CharField(label=_("To which partner"), max_length=200)
