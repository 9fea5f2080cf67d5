"""A source for what is said."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Organisation
from openupr.coalitions.rules.texts import LONGEST
from openupr.web.choices import ChooseField
from openupr.web.days import DayField
from openupr.web.file_forms import FileForm

from ..models import Evidence

_HELD = (
    *("what", "kind", "source", "day", "reliability", "place", "link", "seen_by", "personal_until"),
    "version",
)


class EvidenceForm(forms.Form):
    """What it shows, where it is from, who may see it."""

    what = forms.CharField(label=_("What it shows"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))
    kind = ChooseField(label=_("Kind"), choices=Evidence.Kind.choices, missing=_("Choose the kind of evidence."))
    source = forms.CharField(
        label=_("Source"),
        max_length=2000,
        help_text=_("A document, an address, or whose account it is. No name of anybody who could be harmed."),
    )
    day = DayField(label=_("Date"), required=False, since=1900)
    reliability = ChooseField(
        label=_("Reliability"), choices=Evidence.Reliability.choices, missing=_("Choose how reliable the source is.")
    )
    place = forms.CharField(
        label=_("Where it is kept"), max_length=200, required=False, help_text=_("Such as: in the office, folder 12.")
    )
    link = forms.URLField(label=_("Link"), max_length=2000, required=False, assume_scheme="https")
    seen_by = forms.ChoiceField(
        label=_("Who may see it"),
        choices=Evidence.SeenBy.choices,
        initial=Evidence.SeenBy.COALITION,
        required=False,
    )
    personal = forms.BooleanField(label=_("It holds personal data"), required=False)
    personal_until = DayField(
        label=_("Then delete it on"), required=False, help_text=_("The evidence and its file are deleted on that day.")
    )


class ChangeEvidenceForm(EvidenceForm):
    """The same for a piece of evidence that is there."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def initial_of(evidence: Evidence) -> dict[str, Any]:
        """What the fields hold for it."""
        held = {name: getattr(evidence, name) for name in _HELD}
        return held | {"personal": evidence.personal_until is not None}


class OrganisationEvidenceForm(EvidenceForm):
    """The same for an organisation."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    field_order = ("organisation",)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class RejectForm(forms.Form):
    """Why a piece of evidence does not hold."""

    reason = forms.CharField(label=_("Reason to reject"), max_length=2000, required=False)


class EvidenceFileForm(FileForm):
    """The file of a piece of evidence."""

    document = forms.FileField(
        label=_("File"),
        help_text=_("PDF, PNG or JPEG, at most 10 MB. It is kept in every backup."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file first.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )


class TakeFileForm(forms.Form):
    """Nothing more is asked before a file is taken."""
