"""An answer typed on the device of a group's table."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Answer
from openupr.coalitions.rules.roadmap import LONGEST, RoadmapQuestion

_EARLIEST, _LATEST = date(2008, 1, 1), date(2099, 12, 31)
_NO_SUCH_DAY = _("Choose a day between 2008 and 2099.")


class TableAnswerForm(forms.Form):
    """The text, and the day where a question names one; `version` is the one that was open."""

    text = forms.CharField(
        label=_("The group's answer"),
        required=False,
        max_length=LONGEST * 2,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    day = forms.DateField(
        label=_("The day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[MinValueValidator(_EARLIEST, _NO_SUCH_DAY), MaxValueValidator(_LATEST, _NO_SUCH_DAY)],
        error_messages={"invalid": _NO_SUCH_DAY},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31, initial=0)

    def __init__(self, *args: Any, question: RoadmapQuestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not question.names_day:
            del self.fields["day"]

    @staticmethod
    def initial_of(answer: Answer | None) -> dict[str, Any]:
        """What the fields hold for an answer that was given."""
        return {name: getattr(answer, name) for name in ("text", "day", "version")} if answer else {"version": 0}
