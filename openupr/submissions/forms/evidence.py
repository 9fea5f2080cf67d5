"""Citing and annexing evidence."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Paragraph

_SHOWN = 90


class CiteEvidenceForm(forms.Form):
    """Which evidence, in which paragraph; or as an annex of which title."""

    evidence = forms.IntegerField(
        min_value=1, max_value=2**62, error_messages={"required": _("Choose the evidence first.")}
    )
    paragraph = forms.TypedChoiceField(label=_("Paragraph"), coerce=int, required=False, empty_value=0)
    title = forms.CharField(label=_("Title of the annex"), max_length=200, required=False)

    def __init__(self, *args: object, paragraphs: Sequence[tuple[Paragraph, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(each.pk, words[:_SHOWN]) for each, words in paragraphs]
        self.fields["paragraph"].choices = choices  # type: ignore[attr-defined]
