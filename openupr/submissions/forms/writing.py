"""Writing, commenting, suggesting, naming a source."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.coalition import languages_to_choose
from openupr.web.choices import ChooseField
from openupr.web.days import DayField

from ..models import Claim
from ..rules.paragraphs import LONGEST

_ROOM = LONGEST * 2
"""The service refuses what is too long, in words; the field only keeps out what nobody typed."""


_LONG = 5


def _text(label: object, rows: int, *, required: bool = True, most: int = _ROOM) -> forms.CharField:
    # In these fields what is pasted becomes markup.
    area = forms.Textarea(attrs={"rows": rows, "data-markup": True} if rows >= _LONG else {"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, widget=area)  # type: ignore[arg-type]


class ParagraphForm(forms.Form):
    """A paragraph's text, and the version that was open."""

    text = _text(_("Text"), 6)
    version = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)


class SeenForm(forms.Form):
    """Which version of a paragraph, or of a source, stood there when its history was read."""

    seen = forms.IntegerField(min_value=0, max_value=2**40)

    def number(self) -> int:
        """The version; 0, which none has, where nothing was sent that could be one."""
        return int(self.cleaned_data["seen"]) if self.is_valid() else 0


class NewParagraphForm(forms.Form):
    """A further paragraph, after one (its key) or at the end."""

    text = _text(_("A new paragraph"), 5)
    after = forms.IntegerField(min_value=0, max_value=2**40, required=False, widget=forms.HiddenInput)


class RemarkForm(forms.Form):
    """A comment."""

    text = _text(_("Comment"), 3)


class AnswerForm(forms.Form):
    """The answer to a comment, or what was changed."""

    answer = _text(_("Your answer"), 2, required=False)


class TranslationForm(forms.Form):
    """A paragraph in another language, and the version of the translation that was open."""

    language = ChooseField(
        label=_("Language"),
        choices=(),
        missing=_("Choose the language of the translation."),
    )
    text = _text(_("Translation"), 4, required=False)
    version = forms.IntegerField(min_value=0, max_value=1_000_000, initial=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("Choose")), *languages_to_choose(languages)]  # type: ignore[attr-defined]


class SuggestForm(forms.Form):
    """Another wording, or that the paragraph goes."""

    text = _text(_("Suggested text"), 5, required=False)
    removes = forms.BooleanField(label=_("The paragraph should go"), required=False)


class SettleForm(forms.Form):
    """A suggestion taken over, joined with what stands, or turned down with a reason."""

    text = _text(_("Text to take over"), 5, required=False)
    version = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
    reason = _text(_("Reason"), 2, required=False)


class ClaimForm(forms.Form):
    """From where a paragraph knows what it says."""

    source = forms.CharField(
        label=_("Source"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As the end note says it."),
    )
    kind = ChooseField(label=_("Kind"), choices=Claim.Kind.choices, missing=_("Choose the kind of evidence."))
    day = DayField(label=_("Date"), required=False, since=1900)
    reliability = forms.ChoiceField(
        label=_("Reliability"),
        required=False,
        choices=[
            ("", _("not assessed")),
            ("confirmed", _("confirmed")),
            ("likely", _("likely")),
            ("unsure", _("unsure")),
        ],
    )
    case = forms.ChoiceField(
        label=_("One person's case?"),
        required=False,
        choices=Claim.Case,
        help_text=_(
            "The submission is public. Has the person consented, and do they understand that the State reads it?"
        ),
    )
