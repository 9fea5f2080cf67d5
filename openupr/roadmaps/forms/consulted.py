"""Which recommendation a consultation was about."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Proposal

_SHOWN = 120


class ConsultedForm(forms.Form):
    """A recommendation, and what changed in it."""

    proposal = forms.ModelChoiceField(label=_("Recommendation"), queryset=Proposal.objects.none(), empty_label=None)
    changed = forms.CharField(
        label=_("What changed in it"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("You can add this later: choose the same recommendation again."),
    )

    def __init__(self, *args: Any, proposals: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = {each.pk: next((wording.text for wording in each.wordings.all()), "") for each in proposals}
        field: Any = self.fields["proposal"]
        field.queryset = (
            Proposal.objects.filter(pk__in=texts).select_related("group").order_by("group__order", "number")
        )
        field.label_from_instance = lambda one: f"{one}: {_short(texts[one.pk])}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rsplit(' ', 1)[0]} …"
