"""Saying of which workshop a box is."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Workshop


class OfWorkshopForm(forms.Form):
    """One of the workshops that have no box."""

    workshop = forms.ChoiceField(label=_("Workshop"))

    def __init__(self, *args: Any, workshops: Sequence[Workshop], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = {str(each.pk): each for each in workshops}
        self.fields["workshop"].choices = [(key, each.title) for key, each in self._known.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Workshop:
        """The workshop, of a form that is valid."""
        return self._known[self.cleaned_data["workshop"]]
