"""A file for the list of annexes."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from openupr.files.stripping import KINDS


class AnnexFileForm(forms.Form):
    """The file and what it is. `trouble` is what went wrong while it arrived."""

    use_required_attribute = False  # the page says what is missing in its own words
    document = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word (.docx), Excel (.xlsx), PNG or JPEG, at most 10 MB."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file first.")},
        widget=forms.FileInput(attrs={"accept": ",".join(f".{each}" for each in (*KINDS, "jpeg"))}),
    )
    title = forms.CharField(
        label=_("What it is"),
        max_length=200,
        error_messages={"required": _("Say what it is: the list of annexes names it so.")},
        help_text=_(
            "It stands in the Word file and becomes the file's name. It must name nobody who is not to be named."
        ),
    )

    def __init__(self, *args: Any, trouble: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trouble = trouble
        for field in self.fields.values():
            # Of a request that was cut off nothing is there, which is no fault of whoever sent it.
            field.required = not trouble

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
