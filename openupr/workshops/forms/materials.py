"""Adding a file, adding terms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.coalition import languages_to_choose

from ..models import Material, Workshop


class MaterialForm(forms.Form):
    """What the file is, and in which language."""

    use_required_attribute = False
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("It becomes the file's name."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Material.Kind)
    language = forms.ChoiceField(label=_("Language"))
    translates = forms.ModelChoiceField(
        label=_("Translation of"),
        queryset=Material.objects.none(),
        required=False,
        empty_label=_("nothing: an original"),
    )
    in_room = forms.BooleanField(label=_("Show on phones"), required=False)

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages_to_choose(workshop.languages)  # type: ignore[attr-defined]
        self.fields["language"].initial = next(iter(workshop.languages), "en")
        self.fields["translates"].queryset = workshop.materials.filter(translates=None)  # type: ignore[attr-defined]


class TermsForm(forms.Form):
    """Pairs, one a line."""

    text = forms.CharField(
        label=_("Terms"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "One a line: English; Khmer; a note if there is one. Two columns pasted from a spreadsheet do too."
        ),
    )
