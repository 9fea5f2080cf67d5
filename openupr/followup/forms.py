"""What was done since, and on what that rests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.rules.texts import LONGEST
from openupr.web.days import DayField

from .models import Evidence, FollowUp


class AssessForm(forms.Form):
    """How far an earlier recommendation was carried out, as the group sees it."""

    done = forms.ChoiceField(label=_("Done so far"), choices=FollowUp.Done.choices)
    note = forms.CharField(
        label=_("What has been done"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class EvidenceForm(forms.Form):
    """A source for what is said."""

    what = forms.CharField(label=_("What it shows"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label=_("Kind"), choices=Evidence.Kind.choices)
    source = forms.CharField(
        label=_("Source"),
        max_length=2000,
        help_text=_("A document, an address, or whose account it is. No name of anybody who could be harmed."),
    )
    day = DayField(label=_("Date"), required=False, since=1900)
    reliability = forms.ChoiceField(label=_("Reliability"), choices=Evidence.Reliability.choices)


class WriteInForm(forms.Form):
    """An earlier recommendation that the record does not hold."""

    text = forms.CharField(
        label=_("An earlier recommendation that the record does not hold"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
