"""Where a State's diplomats are; what they are given; what came of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from openupr.upr.states import STATES
from openupr.web.file_forms import FileForm

from .models import AdoptionText, Presence, Uptake
from .queries.asks import AskLine
from .rules import SHORT_WORDS, too_long

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


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
        _offer_states(self, but)


def _offer_states(form: forms.Form, but: str) -> None:
    """All States but one to choose from."""
    states = [(each.iso3, each.name) for each in STATES if each.iso3 != but]
    form.fields["iso3"].choices = [("", _("Choose a State")), *states]  # type: ignore[attr-defined]


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


class WrittenUptakeForm(forms.Form):
    """What a State recommended, before the record has it."""

    iso3 = forms.ChoiceField(label=_("State"))
    text = forms.CharField(label=_("What it recommended"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))
    number = forms.CharField(label=_("Paragraph"), required=False, max_length=24, help_text=_("Such as 118.12."))
    said = forms.ChoiceField(
        label=_("This ask is"), choices=[(Uptake.Said.FULL, _("taken up")), (Uptake.Said.PART, _("taken up in part"))]
    )

    def __init__(self, *args: Any, but: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_states(self, but)


class QuestionForm(forms.Form):
    """An advance question of a State."""

    iso3 = forms.ChoiceField(label=_("State"))
    text = forms.CharField(label=_("Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("A link, or where you read it: OHCHR publishes advance questions before the review."),
    )
    ask = forms.ChoiceField(label=_("For which ask"), required=False)

    def __init__(self, *args: Any, but: str, asks: Sequence[AskLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_states(self, but)
        offered = [(str(ask.pk), f"{ask.proposal.group} {ask.proposal.number}: {ask.text[:80]}") for ask in asks]
        self.fields["ask"].choices = [("", _("None of them")), *offered]  # type: ignore[attr-defined]


class LessonsForm(forms.Form):
    """What the next cycle should know."""

    text = forms.CharField(
        label=_("Lessons"),
        required=False,
        max_length=4000,
        help_text=_("What worked, what did not, whom to ask earlier. Name functions, not persons."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class WorkbookForm(FileForm):
    """The workbook of lobbying impact that comes back."""

    document = forms.FileField(
        label=_("Workbook"),
        help_text=_("An Excel file, at most 10 MB. It is read in memory; the file is not kept."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file first.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls"}),
    )


class AdoptionTextForm(forms.Form):
    """A text made from the facts, as a person edits it. Which fields it has depends on what it is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.CharField(label=_("Addressed to"), required=False, max_length=200)
    text = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        help_text=_("**bold**; a line that begins with a dash is an item. OpenUPR replaces nothing that you write."),
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    pace = forms.IntegerField(
        label=_("Words a minute"), min_value=60, max_value=220, help_text=_("130 is usual; 100 with interpreters.")
    )
    speakers = forms.CharField(
        label=_("Who can speak"),
        required=False,
        max_length=300,
        help_text=_("Member organisations with ECOSOC status: only they can register. There are ten places for NGOs."),
    )
    due = forms.DateField(
        label=_("Due"), required=False, help_text=_("It enters the coalition's timeline."), widget=_DAY
    )
    sent_on = forms.DateField(label=_("Sent or delivered on"), required=False, widget=_DAY)

    def __init__(self, *args: Any, saved: AdoptionText, **kwargs: Any) -> None:
        initial = {name: getattr(saved, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)
        unused = {
            AdoptionText.Kind.PRESS: ("to", "pace", "speakers"),
            AdoptionText.Kind.LETTER: ("pace", "speakers"),
            AdoptionText.Kind.STATEMENT: ("to",),
        }
        for name in unused[AdoptionText.Kind(saved.kind)]:
            del self.fields[name]
