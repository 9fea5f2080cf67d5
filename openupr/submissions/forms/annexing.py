"""A file for the list of annexes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.files.stripping import KINDS
from openupr.web.file_forms import FileForm


class AnnexFileForm(FileForm):
    """The file and what it is."""

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
            "It is in the Word file and becomes the file's name. It must not name people who do not want to be named."
        ),
    )
