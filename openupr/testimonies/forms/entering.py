"""What is put into a box, in the language of who writes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Box, Testimony
from ..rules.phrase import LONGEST
from ..rules.questions import LONGEST_REMARK, asked_of_box
from ..rules.sentences import sentences
from .boxes import LONGEST_TEXT


class EvaluationForm(forms.Form):
    """The questions of a box; none must be answered."""

    def __init__(self, *args: Any, box: Box, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sentences(language)["no_names"]
        for question in asked_of_box(box.questions):
            if question.is_written:
                self.fields[question.key] = forms.CharField(
                    label=question.label[language],
                    required=False,
                    max_length=LONGEST_REMARK,
                    help_text=names,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )
            else:
                self.fields[question.key] = forms.ChoiceField(
                    label=question.label[language],
                    required=False,
                    choices=[(choice.value, choice.label[language]) for choice in question.choices],
                    widget=forms.RadioSelect,
                )


class TestimonyForm(forms.Form):
    """What somebody confides, and how far it may go: that is never chosen for them."""

    text = forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 9}))
    phrase = forms.CharField(required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))
    consent = forms.ChoiceField(choices=[(each, each) for each in Testimony.Consent.values], widget=forms.RadioSelect)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say = sentences(language)
        for name in ("text", "phrase", "consent"):
            self.fields[name].label, self.fields[name].help_text = say[name], say[f"{name}_help"]
        self.fields["consent"].choices = [(each, say[each]) for each in Testimony.Consent.values]  # type: ignore[attr-defined]

    @property
    def consent_in_words(self) -> str:
        """The consent that was chosen, as the form says it."""
        said = dict(self.fields["consent"].choices)  # type: ignore[attr-defined]
        return str(said[self.cleaned_data["consent"]])


class SlipForm(TestimonyForm):
    """A testimony from paper."""

    slip = forms.CharField(
        label=_("Number of the slip"), max_length=20, help_text=_("It is printed on the part that was handed in.")
    )
    field_order = ("slip", "text", "phrase", "consent")


class CodeForm(forms.Form):
    """The code that only its author holds."""

    code = forms.CharField(
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = sentences(language)["code"]
