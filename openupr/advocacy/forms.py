"""Where a State's diplomats are; what they are given."""

from collections.abc import Sequence
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


class StatementForm(forms.Form):
    """How long the statement may take, how fast it is spoken, in which language."""

    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=20, help_text=_("UPR Info gives each speaker 5 to 7 minutes.")
    )
    words_a_minute = forms.IntegerField(
        label=_("Words a minute"), min_value=60, max_value=220, help_text=_("Interpreters can follow 100 to 130.")
    )
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages  # type: ignore[attr-defined]


class TimeTakenForm(forms.Form):
    """How long a rehearsal took."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=60)
    seconds = forms.IntegerField(label=_("Seconds"), min_value=0, max_value=59, initial=0)


class StatementDatesForm(forms.Form):
    """When to apply for the pre-session, and when to hand the statement in."""

    application = forms.DateField(
        label=_("Apply until"),
        required=False,
        help_text=_("As UPR Info publishes it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hand_in = forms.DateField(
        label=_("Hand in the statement until"),
        required=False,
        help_text=_("Two weeks before the pre-session."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ContactForm(forms.Form):
    """Whom a diplomat can ask."""

    text = forms.CharField(
        label=_("Whom to ask"),
        required=False,
        max_length=300,
        help_text=_("A function and how to reach it. It is on every sheet, so name a person only with their consent."),
    )
