"""An answer typed on the device of a group's table."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.rules.texts import LONGEST
from openupr.roadmaps.models import Answer
from openupr.roadmaps.rules.roadmap import RoadmapQuestion
from openupr.web.days import DayField


class TableAnswerForm(forms.Form):
    """The text, and the day where a question names one; `version` is the one that was open."""

    text = forms.CharField(
        label=_("The group's answer"),
        required=False,
        max_length=LONGEST * 2,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    day = DayField(label=_("The day"), required=False, since=2008)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31, initial=0)

    def __init__(self, *args: Any, question: RoadmapQuestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not question.names_day:
            del self.fields["day"]

    @staticmethod
    def initial_of(answer: Answer | None) -> dict[str, Any]:
        """What the fields hold for an answer that was given."""
        return {name: getattr(answer, name) for name in ("text", "day", "version")} if answer else {"version": 0}
