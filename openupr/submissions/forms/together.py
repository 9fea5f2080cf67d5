"""Tasks, rounds, signing on, lodging."""

from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Organisation
from openupr.web.days import DayField
from openupr.web.refusing import in_words

from ..models import Edition, Section, SectionTask, SignOn, Submission
from ..queries.parties import organisations_of
from ..rules.refusals import NotYet


def _day(label: Any, *, required: bool = False) -> DayField:
    return DayField(label=label, required=required)


class TaskForm(forms.Form):
    """Which organisation does what in which section, by when."""

    section = forms.ModelChoiceField(label=_("Section"), queryset=Section.objects.none(), empty_label=None)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    work = forms.ChoiceField(label=_("Work"), choices=SectionTask.Work)
    due = _day(_("Due"))

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = submission.sections.all()  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations_of(submission)  # type: ignore[attr-defined]
        self.fields["organisation"].label_from_instance = attrgetter("name")  # type: ignore[attr-defined]


class CirculateForm(forms.Form):
    """Until when comments are taken."""

    comments_until = _day(_("Comments until"), required=True)


class SignForm(forms.Form):
    """What an organisation says of one edition. `edition` is the one that was read."""

    organisation = forms.ModelChoiceField(label=_("For"), queryset=Organisation.objects.none(), empty_label=None)
    edition = forms.ModelChoiceField(queryset=Edition.objects.none(), widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=_("Our organisation"), choices=SignOn.Choice, widget=forms.RadioSelect(attrs={"class": "one-of"})
    )

    def __init__(
        self, *args: Any, submission: Submission, organisations: Sequence[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(pk__in=[each.pk for each in organisations])
        self.fields["organisation"].queryset = ours  # type: ignore[attr-defined]
        self.fields["organisation"].label_from_instance = attrgetter("name")  # type: ignore[attr-defined]
        self.fields["edition"].queryset = submission.editions.all()  # type: ignore[attr-defined]


class LodgeForm(forms.Form):
    """The day it was uploaded, and what the receipt says."""

    lodged_on = _day(_("Uploaded on"), required=True)
    receipt = forms.CharField(
        label=_("Receipt"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Needed: its number, or how you know that it was received. Without a receipt, write that none came yet. "
            "Keep the receipt's file yourself."
        ),
    )

    # Which text stood there when the page was opened: see queries.editions.fingerprint.
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["lodged_on"].widget.attrs["max"] = today.isoformat()

    def clean(self) -> dict[str, Any]:
        """What the service would refuse is said before the question is asked."""
        given = super().clean() or self.cleaned_data
        if given.get("lodged_on") and given["lodged_on"] > self._today:
            self.add_error("lodged_on", in_words(NotYet()))
        return given


class ReceiptForm(forms.Form):
    """What a receipt says that came later."""

    receipt = forms.CharField(
        label=_("Receipt"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Its number, and what else it says. Keep the receipt's file yourself."),
    )


class UploadedForm(forms.Form):
    """Which edition was uploaded, asked where the text changed after its file was taken."""

    uploaded = forms.ChoiceField(label=_("Text you uploaded"), widget=forms.RadioSelect(attrs={"class": "one-of"}))

    def __init__(self, *args: Any, editions: Sequence[Edition], now: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uploaded"].choices = [  # type: ignore[attr-defined]
            (each.number, self._said(each, is_now=each == now)) for each in editions
        ]

    def _said(self, edition: Edition, *, is_now: bool) -> str:
        day = date_format(timezone.localtime(edition.made_at), "j F Y, H:i")
        kept = _("Edition %(number)s, %(day)s: %(label)s")
        told = _("The current text (edition %(number)s)") if is_now else kept
        return told % {"number": edition.number, "day": day, "label": edition.what_for}


class TakeLodgingBackForm(forms.Form):
    """Why a lodging was recorded by mistake."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("All members read it beside the day and the receipt that were recorded."),
    )
