"""Choosing several of the things there are."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class SeveralOf(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Django's field, which a number too large for the database would break: it is no valid choice, like others."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError as error:
            told = self.error_messages["invalid_choice"] % {"value": str(value)[:60]}
            raise ValidationError(told, code="invalid_choice") from error
