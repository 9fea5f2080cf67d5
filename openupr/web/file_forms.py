"""Forms that take one file, read in memory from the request; whoever shows the form decides what is
kept of it.
"""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

_WORD = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class FileForm(forms.Form):
    """A form with a file in the field `document`.

    `trouble` is what went wrong while the request arrived.
    """

    use_required_attribute = False  # the page says what is missing in its own words

    def __init__(self, *args: Any, trouble: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trouble = trouble
        if trouble:
            # Of a request that was cut off nothing is there, which is no fault of whoever sent it.
            for field in self.fields.values():
                field.required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.trouble:
            raise forms.ValidationError(self.trouble)
        return cleaned

    @property
    def name_of_file(self) -> str:
        """What the file was called where it came from."""
        return str(self.cleaned_data["document"].name or "")

    @property
    def data_of_file(self) -> bytes:
        """The bytes of the file that was sent."""
        sent: UploadedFile[bytes] = self.cleaned_data["document"]
        data: bytes = sent.read()
        return data


class FileToRebuildForm(FileForm):
    """A form with a file that is rebuilt before it is kept (`openupr.files.rebuilding`)."""

    document = forms.FileField(
        label=_("File"),
        help_text=_("PDF, PNG, JPEG, CSV or plain text, at most 10 MB. Save Word and Excel files as PDF first."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file first.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.csv,.tsv,.txt"}),
    )


class WordFileForm(FileForm):
    """A form with a Word file."""

    document = forms.FileField(
        label=_("Word file"),
        help_text=_("A .docx of at most 10 MB. It is read in memory; nothing of it is kept."),
        allow_empty_file=True,
        error_messages={"required": _("Choose a Word file first.")},
        widget=forms.FileInput(attrs={"accept": _WORD}),
    )
