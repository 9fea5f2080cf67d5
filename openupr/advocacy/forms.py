"""Where a State's diplomats are; what they are given."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from openupr.upr.states import STATES

from .models import Presence
from .rules import SHORT_WORDS, too_long


class PresenceForm(forms.Form):
    """A State, what it has, and who says so."""

    iso3 = forms.ChoiceField(label=_("State"))
    kind = forms.ChoiceField(label=_("Where its diplomats are"), choices=Presence.Kind.choices)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Such as: the Foreign Ministry's diplomatic list, or a call to the embassy."),
    )

    def __init__(self, *args: Any, but: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(each.iso3, each.name) for each in STATES if each.iso3 != but]
        self.fields["iso3"].choices = [("", _("Choose a State")), *states]  # type: ignore[attr-defined]


class ShortAskForm(forms.Form):
    """An ask in the words of the embassy sheets."""

    text = forms.CharField(
        label=_("Recommendation in short"),
        max_length=400,
        help_text=_("In English, at most 30 words. Begin with a verb, such as Adopt, Repeal or Investigate."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    question = forms.CharField(
        label=_("Advance question"),
        required=False,
        max_length=400,
        help_text=_("A question that a State can send before the review."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_text(self) -> str:
        text = " ".join(str(self.cleaned_data["text"]).split())
        if more := too_long(text):
            raise forms.ValidationError(
                _now("It has %(n)s words. Take %(more)s away: a State reads it out in seconds.")
                % {"n": SHORT_WORDS + more, "more": more}
            )
        return text


class ContactForm(forms.Form):
    """Whom a diplomat can ask."""

    text = forms.CharField(
        label=_("Whom to ask"),
        required=False,
        max_length=300,
        help_text=_("A function and how to reach it. It is on every sheet, so name a person only with their consent."),
    )
