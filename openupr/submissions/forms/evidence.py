"""Citing and annexing evidence."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Paragraph

_SHOWN = 90
_MOST = 2**62


class PlaceEvidenceForm(forms.Form):
    """Which evidence is cited (`cite`) in which paragraph, or which one's file is annexed (`annex`)."""

    # A file is annexed without one: the browser does not ask for it.
    use_required_attribute = False

    paragraph = forms.TypedChoiceField(
        label=_("Paragraph it supports"),
        coerce=int,
        error_messages={"required": _("Choose the paragraph first.")},
    )
    cite = forms.IntegerField(min_value=1, max_value=_MOST, required=False)
    annex = forms.IntegerField(min_value=1, max_value=_MOST, required=False)

    def __init__(self, *args: Any, paragraphs: Sequence[tuple[Paragraph, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[object, object]] = [("", _("Choose a paragraph"))] if paragraphs else []
        choices += [(each.pk, words[:_SHOWN]) for each, words in paragraphs]
        self.fields["paragraph"].choices = choices  # type: ignore[attr-defined]
        self.fields["paragraph"].required = not self.data.get("annex")
