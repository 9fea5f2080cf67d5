"""Opening a plenary, saying something to a group."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition, Group

from ..rules.plenary import LONGEST


class OpenForm(forms.Form):
    """How much time there is."""

    minutes = forms.IntegerField(
        label=_("Minutes in total"),
        min_value=1,
        max_value=24 * 60,
        initial=90,
        help_text=_("Shared over the number of groups."),
    )


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Groups of the starting set are called as the page speaks."""

    def label_from_instance(self, obj: Any) -> str:
        return gettext(obj.name)


class FeedbackForm(forms.Form):
    """A question or remark to a group."""

    group = GroupField(label=_("To the group"), queryset=Group.objects.none(), empty_label=None)
    text = forms.CharField(
        label=_("Your question or remark"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = coalition.groups.filter(closed=False)  # type: ignore[attr-defined]
