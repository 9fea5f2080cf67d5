"""Answers to the roadmap, one by one, and all of a paper sheet at once."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.models import Person
from openupr.coalitions.models import Group
from openupr.coalitions.rules.texts import LONGEST
from openupr.web.days import DayField

from ..models import Answer, AnswerVersion
from ..queries.questions import advice
from ..queries.roadmap import Roadmap, RoadmapLine, possible_owners
from ..rules.paper import SINCE
from ..rules.roadmap import Kind, RoadmapQuestion, questions
from .two_texts import JoinedTextField

_ROWS = {Kind.RECOMMENDATIONS: 8}
_ON_PAPER = {
    Kind.RECOMMENDATIONS: gettext_lazy(
        "Each on a line of its own, or numbered: every new one becomes a draft of the group."
    )
}


def _help(line: RoadmapLine) -> Any:
    """What to write beside a question of the sheet."""
    if line.by_itself:
        return _("The group's pages answer this. Add only what they do not say.")
    return _ON_PAPER.get(line.question.kind) or advice(line.question)


def _day(label: Any, **more: Any) -> DayField:
    return DayField(label=label, required=False, since=SINCE, **more)


class AnswerForm(forms.Form):
    """One answer; `version` is the one that was open."""

    text = JoinedTextField(
        label=gettext_lazy("The group's answer"),
        required=False,
        max_length=LONGEST * 2,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    day = _day(gettext_lazy("The day"), help_text=gettext_lazy("It goes into the timeline."))
    state = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=Answer.State.choices,
        help_text=gettext_lazy("“Save as done” finishes the question."),
    )
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Owner"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("no owner yet"),
    )
    due = _day(gettext_lazy("Answer needed by"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, group: Group, question: RoadmapQuestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What `services.roadmap.answer` leaves unfinished, a button of its own finishes.
        self.may_finish = self.initial.get("state") != Answer.State.DONE
        if not self.may_finish:
            self.fields["state"].help_text = ""
        elif question.day_answers:
            self.fields["state"].help_text = _("“Save as done” finishes the question. So does its day.")
        # It is what the page asks for: with a status or a day alone it may stay empty.
        self.fields["text"].is_sometimes_needed = not question.day_answers  # type: ignore[attr-defined]
        self.fields["owner"].queryset = possible_owners(group)  # type: ignore[attr-defined]
        if not question.day_answers:
            self.fields["day"].label = _("Day of this step")
        if not question.names_day:
            del self.fields["day"]

    @staticmethod
    def initial_of(answer: Answer | AnswerVersion | None) -> dict[str, Any]:
        """What the fields hold for an answer that was given."""
        if answer is None:
            return {"state": Answer.State.OPEN, "version": 0}
        return {name: getattr(answer, name) for name in ("text", "day", "state", "due", "version")} | {
            "owner": answer.owner_id
        }


class SheetForm(forms.Form):
    """All questions in the order of the paper sheet, to be typed in; what was answered before stands there."""

    def __init__(self, *args: Any, roadmap: Roadmap, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in roadmap.lines:
            number, given = line.question.number, line.answer
            self.fields[f"text-{number}"] = forms.CharField(
                label=f"{number}. {line.asked}",
                required=False,
                max_length=LONGEST * 2,
                initial=given.text if given else "",
                help_text=_help(line),
                widget=forms.Textarea(attrs={"rows": _ROWS.get(line.question.kind, 3)}),
            )
            if line.question.names_day:
                self.fields[f"day-{number}"] = _day(
                    _("The day") if line.question.day_answers else _("Day of this step"),
                    initial=given.day if given else None,
                )
            version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=given.version if given else 0)
            self.fields[f"version-{number}"] = version

    def answers(self) -> Iterator[tuple[RoadmapQuestion, dict[str, Any]]]:
        """(question, what was typed) of each question."""
        for question in questions():
            given = {name: self.cleaned_data.get(f"{name}-{question.number}") for name in ("text", "day", "version")}
            yield question, given

    def by_question(self) -> list[list[BoundField]]:
        """The fields of each question, as the page draws them."""
        return [[each for each in self if each.name.endswith(f"-{question.number}")] for question in questions()]
