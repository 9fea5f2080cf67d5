"""Writing a question of the quiz."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..rules.quiz import LONGEST_CHOICE, LONGEST_EXPLANATION, LONGEST_QUESTION, MOST_CHOICES


class WriteForm(forms.Form):
    """A question of one's own with its answers."""

    text = forms.CharField(label=_("Question"), max_length=LONGEST_QUESTION)
    choices = forms.CharField(
        label=_("Answers"),
        max_length=MOST_CHOICES * (LONGEST_CHOICE + 4),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, two to six; a star (*) before the right one."),
    )
    explanation = forms.CharField(label=_("Why it is right"), max_length=LONGEST_EXPLANATION, required=False)
