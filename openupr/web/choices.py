"""A choice that nobody makes for the person: forms that state a fact begin without one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ChooseField(forms.ChoiceField):
    """A required choice that begins with "Choose".

    `missing`: what is said where nothing was chosen.
    """

    def __init__(self, *, choices: Iterable[tuple[Any, Any]], missing: Any, **kwargs: Any) -> None:
        super().__init__(choices=[("", _("Choose")), *choices], error_messages={"required": missing}, **kwargs)
