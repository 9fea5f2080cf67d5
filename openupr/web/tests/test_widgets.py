"""Fields drawn by ourselves read as Django draws them."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from openupr.web.widgets import Renderer


class EveryField(forms.Form):
    words = forms.CharField(widget=forms.TextInput(attrs={"class": "wide", "autofocus": True, "hidden": False}))
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    number = forms.IntegerField(required=False, min_value=3)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    kept = forms.CharField(widget=forms.HiddenInput)
    one = forms.ChoiceField(choices=[("", "—"), ("a", "A & B"), ("Group", [("b", "<b>"), ("c", "C")])])
    several = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])
    tick = forms.BooleanField(required=False)


@pytest.mark.parametrize(
    "data", [None, {"words": '"><script>', "text": "\n</textarea>&", "one": "b", "number": "x", "kept": "0"}]
)
@pytest.mark.parametrize("name", list(EveryField.base_fields))
def test_a_field_reads_as_django_draws_it(name: str, data: dict[str, str] | None) -> None:
    ours, theirs = (
        EveryField(data, initial={"day": "2026-11-28"}, renderer=each()) for each in (Renderer, DjangoTemplates)
    )
    assert "".join(str(ours[name]).split()) == "".join(str(theirs[name]).split())
