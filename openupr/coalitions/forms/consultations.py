"""Recording a consultation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.web.days import DayField

from ..models import Coalition, Consultation, Group

_FIELDS = ("day", "place", "group", "people", "who", "said", "changed")


class ConsultationForm(forms.Form):
    """When and where, how many, what they said, what changed. People are counted, never named."""

    day = DayField(label=_("Date"))
    place = forms.CharField(label=_("Place"), max_length=200, help_text=_("As exactly as is safe: a province may do."))
    group = forms.ModelChoiceField(
        label=_("Held by"), queryset=Group.objects.none(), required=False, empty_label=_("the whole coalition")
    )
    people = forms.IntegerField(label=_("How many people"), required=False, min_value=1, max_value=1_000_000)
    who = forms.CharField(
        label=_("Who, in general"),
        required=False,
        max_length=200,
        help_text=_("Such as: women of two fishing communities. No names."),
    )
    said = forms.CharField(label=_("What they said"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}))
    changed = forms.CharField(
        label=_("What it changed"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("You can add this later."),
    )

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = coalition.groups.all()  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(consultation: Consultation) -> dict[str, Any]:
        """What the fields hold for a consultation that was recorded."""
        return {name: getattr(consultation, name) for name in _FIELDS}
