"""A file that came back, of whatever kind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.web.file_forms import FileForm


class CameBackForm(FileForm):
    """The file and from whom it is, under the names that the pages know that take it over."""

    document = forms.FileField(
        label=_("Changed file"),
        help_text=_("The Word or Excel file, at most 10 MB. It is read in memory; the file is not kept."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file first.")},
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx"}),
    )
    sender = forms.CharField(
        label=_("From whom it is"),
        help_text=_("Change this if another person made the changes. Only members see it."),
        max_length=60,
        error_messages={"required": _("Say from whom it is.")},
    )
