"""Asking the speakers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..rules.questions import LONGEST


class QuestionForm(forms.Form):
    """A question, and to whom of those who speak now."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write your question.")},
    )
    to = forms.ChoiceField(label=_("To"), required=False)

    def __init__(self, *args: Any, speakers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("anyone who can answer")), *((name, name) for name in speakers)]  # type: ignore[attr-defined]
        if not speakers:
            del self.fields["to"]
