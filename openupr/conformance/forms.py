"""What may be chosen on the page that checks a file; a rule set that somebody made, and what confirms it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.web.days import DayField
from openupr.web.file_forms import FileForm, WordFileForm

from .queries.rule_sets import rule_sets
from .rules.reading_rule_sets import MOST_BYTES


class FileToCheckForm(WordFileForm):
    """One Word file, its kind and the rules."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("joint", _("Joint: several organisations")), ("individual", _("One organisation"))],
    )
    rules = forms.ChoiceField(label=_("Rules"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rules"].choices = [  # type: ignore[attr-defined]
            (each.version, each.version if not each.superseded else _("%s, no longer in force") % each.version)
            for each in rule_sets()
        ]
        # A program may leave these out; then the file is judged as joint, by the newest rules.
        for name in ("kind", "rules"):
            self.fields[name].required = not self.is_bound or name in self.data


class RuleSetFileForm(FileForm):
    """A rule set as a TOML file."""

    document = forms.FileField(
        label=_("Rule set (TOML file)"),
        error_messages={"required": _("Choose the file first.")},
        widget=forms.FileInput(attrs={"accept": ".toml,text/plain"}),
    )


class ConfirmRulesForm(forms.Form):
    """The document that the rules were compared with; the rule set comes along, as it was read."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=MOST_BYTES)
    document = forms.CharField(label=_("Name of the document"), max_length=200)
    document_date = DayField(label=_("Its date"))
    read_at = forms.URLField(
        label=_("Its address"), max_length=500, assume_scheme="https", help_text=_("Where OHCHR publishes it.")
    )
    compared = forms.BooleanField(
        label=_("Compared with this document"), help_text=_("I compared every rule marked S.")
    )
