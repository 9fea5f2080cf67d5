"""What may be chosen on the page that checks a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from openupr.upr.limits import rule_set, versions


class FileToCheckForm(forms.Form):
    """One Word file, its kind and the rules. `trouble` is what went wrong while it arrived."""

    use_required_attribute = False  # the page says what is missing in its own words
    document = forms.FileField(
        label=_("Word file"),
        help_text=_("A .docx of at most 10 MB. It is read in memory; nothing of it is kept."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a Word file first.")},
        widget=forms.FileInput(
            attrs={"accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
        ),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("joint", _("Joint: several organisations")), ("individual", _("One organisation"))],
    )
    rules = forms.ChoiceField(label=_("Rules"))

    def __init__(self, *args: Any, trouble: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trouble = trouble
        sets = map(rule_set, versions())
        self.fields["rules"].choices = [  # type: ignore[attr-defined]
            (each.version, each.version if not each.superseded else _("%s, no longer in force") % each.version)
            for each in sets
        ]
        # A program may leave these out; then the file is judged as joint, by the newest rules.
        for name in ("kind", "rules"):
            self.fields[name].required = not self.is_bound or name in self.data
        # Of a request that was cut off the file is not there, which is no fault of whoever sent it.
        self.fields["document"].required = not trouble

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.trouble:
            raise forms.ValidationError(self.trouble)
        return given

    @property
    def data_of_file(self) -> bytes:
        """The bytes of the file that was sent."""
        sent: UploadedFile[bytes] = self.cleaned_data["document"]
        data: bytes = sent.read()
        return data
