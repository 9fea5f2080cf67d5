"""Writing a question of the quiz; typing in the hands of a poll."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..queries.quiz import QuizTurn
from ..rules.quiz import LONGEST_CHOICE, LONGEST_EXPLANATION, LONGEST_QUESTION, MOST_CHOICES, MOST_HANDS


class WriteForm(forms.Form):
    """A question of one's own with its answers."""

    text = forms.CharField(label=_("Question"), max_length=LONGEST_QUESTION)
    choices = forms.CharField(
        label=_("Answers"),
        max_length=MOST_CHOICES * (LONGEST_CHOICE + 4),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, two to six. A star (*) before the right one; without a star it is a poll."),
    )
    explanation = forms.CharField(label=_("Why it is right"), max_length=LONGEST_EXPLANATION, required=False)


class HandsForm(forms.Form):
    """How many hands each answer of a poll got."""

    def __init__(self, *args: Any, asked: QuizTurn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in asked.choices:
            self.fields[f"hands-{each.number}"] = forms.IntegerField(
                label=each.texts[0][1], min_value=0, max_value=MOST_HANDS, required=False, initial=each.hands or None
            )

    def hands(self) -> dict[int, int]:
        """Hands by the key of the choice."""
        return {int(name.removeprefix("hands-")): n or 0 for name, n in self.cleaned_data.items()}
