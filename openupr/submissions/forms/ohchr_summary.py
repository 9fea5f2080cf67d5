"""OHCHR's summary, and the code by which it cites a submission."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from openupr.web.file_forms import FileForm

_LONGEST = 90


class SummaryForm(FileForm):
    """The document as OHCHR publishes it."""

    document = forms.FileField(
        label=_("Summary of stakeholders' submissions"),
        help_text=_("PDF or Word (.docx), at most 10 MB. What it says is kept; the file is not."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file first.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}),
    )


class CodeForm(forms.Form):
    """Which submission of OHCHR's list is this one."""

    code = forms.ChoiceField(label=_("Submission in OHCHR's list"), required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, f"{code}: {organisations}"[:_LONGEST]) for code, organisations in choices]
        self.fields["code"].choices = [("", _now("By the organisations' names")), *named]  # type: ignore[attr-defined]
