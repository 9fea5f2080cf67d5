"""What a reader of translations fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _

RIGHT, BETTER, BACK = "right", "better", "back"


class ReadingForm(forms.Form):
    """What is said of one text. `said` is the button that was pressed."""

    fingerprint = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    said = forms.ChoiceField(choices=[(each, each) for each in (RIGHT, BETTER, BACK)])
    better = forms.CharField(label=_("Better wording"), max_length=4000, required=False, widget=forms.Textarea)


class NameForm(forms.Form):
    """How somebody wishes to be named beside what they confirm, until they sign out."""

    named = forms.CharField(label=_("Name to show"), max_length=80, required=False)
