"""In which languages people write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..queries.languages import languages_to_choose

_FIELDS = ("working_language", "second_language", "third_language")


def _or_none() -> list[tuple[Any, Any]]:
    return [("", _("no other")), *languages_to_choose()]


class LanguagesForm(forms.Form):
    """Up to three languages, the first of which is the working language; `languages` in cleaned_data holds codes."""

    working_language = forms.ChoiceField(
        label=_("Working language"),
        choices=languages_to_choose,
        help_text=_("Texts may be in any language; each says its own."),
    )
    second_language = forms.ChoiceField(label=_("Second language"), choices=_or_none, required=False)
    third_language = forms.ChoiceField(label=_("Third language"), choices=_or_none, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given["languages"] = list(dict.fromkeys(given[name] for name in _FIELDS if given.get(name)))
        return given


def chosen_before(languages: list[str]) -> dict[str, str]:
    """What the fields hold for a coalition with these languages."""
    return dict(zip(_FIELDS, languages, strict=False))
