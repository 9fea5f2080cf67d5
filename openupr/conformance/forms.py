"""What may be chosen on the page that checks a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.upr.limits import rule_set, versions
from openupr.web.file_forms import WordFileForm


class FileToCheckForm(WordFileForm):
    """One Word file, its kind and the rules."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("joint", _("Joint: several organisations")), ("individual", _("One organisation"))],
    )
    rules = forms.ChoiceField(label=_("Rules"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sets = map(rule_set, versions())
        self.fields["rules"].choices = [  # type: ignore[attr-defined]
            (each.version, each.version if not each.superseded else _("%s, no longer in force") % each.version)
            for each in sets
        ]
        # A program may leave these out; then the file is judged as joint, by the newest rules.
        for name in ("kind", "rules"):
            self.fields[name].required = not self.is_bound or name in self.data
