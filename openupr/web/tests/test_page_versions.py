"""Of two people who save the same form, the second sees what the first saved, and decides."""

from typing import Any

from django import forms
from django.test import RequestFactory

from openupr.web.page_versions import VersionedForm, carries_version, is_of_now, status_of


class NoteForm(VersionedForm):
    not_stored = ("about",)

    about = forms.CharField()
    text = forms.CharField(required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(choices=[("a", "First kind"), ("b", "Second kind")])


STORED = {"text": "One line.\nTwo lines.", "kind": "a"}
SENT = {"about": "x", "text": "One line.\r\nTwo lines.", "kind": "a"}


def shown(**stored: Any) -> str:
    return str(NoteForm(initial=STORED | stored)["page_version"].value())


def test_a_form_over_what_it_showed_is_taken() -> None:
    form = NoteForm(SENT | {"text": "Mine.", "page_version": shown()}, initial=STORED)
    assert form.is_valid()
    assert "page_version" not in form.cleaned_data
    assert status_of(form) == 200


def test_a_form_over_what_somebody_else_saved_is_refused_and_shows_both() -> None:
    form = NoteForm(SENT | {"text": "Mine.", "page_version": shown()}, initial=STORED | {"text": "Theirs."})
    assert not form.is_valid()
    assert status_of(form) == 409
    assert form.saved_meanwhile is not None
    assert [(value.theirs, value.yours) for value in form.saved_meanwhile] == [("Theirs.", "Mine.")]
    # Sent again from the page that shows both, it is what its writer decided.
    again = form["page_version"].value()
    assert NoteForm(SENT | {"text": "Mine.", "page_version": again}, initial=STORED | {"text": "Theirs."}).is_valid()


def test_a_choice_is_shown_by_its_label() -> None:
    form = NoteForm(SENT | {"kind": "b", "page_version": shown(text="Before.")}, initial=STORED)
    assert form.saved_meanwhile is None
    form.is_valid()
    assert form.saved_meanwhile is not None
    assert [(value.theirs, value.yours) for value in form.saved_meanwhile] == [("First kind", "Second kind")]


def test_what_is_sent_twice_says_what_is_stored_and_clashes_with_nothing() -> None:
    assert NoteForm(SENT | {"page_version": shown(text="Before.")}, initial=STORED).is_valid()


def test_what_a_decision_rests_on_clashes_although_no_field_differs() -> None:
    opened = NoteForm(initial=STORED, beside="waiting")["page_version"].value()
    assert NoteForm(SENT | {"page_version": opened}, initial=STORED, beside="waiting").is_valid()
    assert not NoteForm(SENT | {"page_version": opened}, initial=STORED, beside="set aside").is_valid()
    assert not NoteForm(SENT, initial=STORED, beside="waiting").is_valid(), "it does not say what it showed"


def test_a_button_says_the_version_in_its_form_or_in_its_address() -> None:
    requests = RequestFactory()
    for request in (requests.post("/x/", {"page_version": "3"}), requests.post("/x/?page_version=3")):
        assert is_of_now(request, "3")
        assert not is_of_now(request, "4")
    assert not is_of_now(requests.post("/x/"), "")
    assert carries_version(requests.post("/x/", {"facts-page_version": "3"}))
    assert not carries_version(requests.get("/x/?page_version=3"))
