"""A place of the report in one's own words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .rules.places import LONGEST


class ParagraphForm(forms.Form):
    """The text; `version` is the one that was open, `facts` the fingerprint of what facts suggested then."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Empty: the report says nothing here."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    facts = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
