import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver
from django.utils import translation

# How Django begins its own sentences.
DJANGOS = re.compile(r"(Select a valid|This field|Enter an? |Ensure |No file was|The submitted|“%)")


class Sowing(forms.Form):
    name = forms.CharField(max_length=5, min_length=2, required=False)
    bed = forms.ChoiceField(choices=[("a", "A")])
    beside = forms.MultipleChoiceField(choices=[("a", "A")], required=False)
    seeds = forms.IntegerField(max_value=9, min_value=1)
    day = forms.DateField()
    hour = forms.TimeField(required=False)
    note = forms.CharField()
    sure = forms.BooleanField()
    picture = forms.FileField()


@pytest.mark.parametrize(
    ("field", "sent", "told"),
    [
        ("name", "carrots", "This is too long: 7 signs where 5 fit."),
        ("name", "c", "This is too short: 2 signs at least, and it has 1."),
        ("bed", "z", "Choose one of those offered here: what was sent is not, or no longer, among them."),
        ("bed", "", "Please choose one."),
        ("beside", "z", "Choose one of those offered here: what was sent is not, or no longer, among them."),
        ("seeds", "many", "Write a whole number, in digits."),
        ("seeds", "10", "This is too much: 9 at most."),
        ("seeds", "0", "This is too little: 1 at least."),
        ("day", "soon", "Write the day as year-month-day, such as 2026-11-24."),
        ("hour", "late", "Write the time as hours:minutes, such as 14:30."),
        ("note", " ", "Please fill this in."),
        ("note", "a\0", "There is a sign in this that no text can hold. Write it again."),
        ("sure", "", "Tick this to go on."),
        ("picture", "", "Choose a file first."),
    ],
)
def test_a_field_says_plainly_what_is_wrong_and_what_to_do(field: str, sent: str, told: str) -> None:
    with translation.override("en"):
        assert Sowing({field: sent}).errors[field] == [told]


def test_an_empty_file_is_called_that() -> None:
    with translation.override("en"):
        sent = Sowing({}, {"picture": SimpleUploadedFile("a.png", b"")})
        assert sent.errors["picture"] == ["There is nothing in this file."]


def test_what_is_missing_is_said_in_khmer() -> None:
    with translation.override("km"):
        for field in ("bed", "seeds", "sure", "note", "picture", "day"):
            assert re.search("[\u1780-\u17ff]", Sowing({}).errors[field][0])


def test_no_form_of_the_project_has_djangos_own_sentences() -> None:
    assert get_resolver().url_patterns  # loads the forms of all pages
    forms_here = [kind for kind in _below(forms.BaseForm) if kind.__module__.startswith("openupr.")]
    assert len(forms_here) > 50
    djangos = {
        f"{kind.__module__}.{kind.__name__}.{name}: {sentence}"
        for kind in forms_here
        for name, field in getattr(kind, "base_fields", {}).items()
        for sentence in _told_by(field)
        if DJANGOS.match(sentence)
    }
    assert djangos == set()


def _told_by(field: forms.Field) -> list[str]:
    of_validators = [each.message for each in field.validators if hasattr(each, "message")]
    return [str(each) for each in (*field.error_messages.values(), *of_validators)]


def _below(kind: type) -> list[type]:
    return [each for below in kind.__subclasses__() for each in (below, *_below(below))]
