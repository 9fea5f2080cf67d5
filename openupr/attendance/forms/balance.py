"""Counting who speaks; interpreters; how a lesson is checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import LessonCheck
from ..queries.balance import ForLanguage
from ..rules.balance import Speaking

MOST = 999


def _few(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, widget=forms.NumberInput(attrs={"size": 3}))


class SpeakingForm(forms.Form):
    """One session."""

    people = _few(_("People who speak"))
    women = _few(_("women"))
    rural = _few(_("from the countryside"))

    def speaking(self) -> Speaking:
        return Speaking(**self.cleaned_data)


class InterpretersForm(forms.Form):
    """A number for each language of the workshop."""

    def __init__(self, *args: Any, languages: list[ForLanguage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in languages:
            self.fields[each.code] = forms.IntegerField(
                label=each.name, min_value=0, max_value=MOST, required=False, initial=each.interpreters
            )

    def interpreters(self) -> dict[str, int]:
        """What was said, by codes of languages."""
        return {code: number for code, number in self.cleaned_data.items() if number is not None}


class RuleForm(forms.Form):
    """By what a lesson is checked."""

    rule = forms.ChoiceField(
        label=_("Checked by"),
        choices=[("", _("somebody who ticks it off")), *LessonCheck.By.choices],
        required=False,
    )
    least = forms.IntegerField(
        label=_("at least"), min_value=1, max_value=100, required=False, help_text=_("Per cent, or interpreters.")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("rule") and given.get("least") is None and "least" not in self.errors:
            self.add_error("least", _("Say how much is enough."))
        return given
