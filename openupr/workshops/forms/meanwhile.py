"""What somebody else saved since a form was opened, told beside what was typed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

# Of each field: its label, and what is there in words.
Theirs = Sequence[tuple[str, str]]


def differing(form: forms.Form) -> Theirs:
    """Of each field that was filled in otherwise than what is there; none where both typed the same."""
    changed = [name for name in form.changed_data if name != "seen"]
    return [(str(form[name].label), _in_words(form.fields[name], form.initial.get(name))) for name in changed]


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ", ".join(map(str, value or [])) or _("nothing")
    if isinstance(field, forms.ModelChoiceField):
        held = value and field.queryset and field.queryset.filter(pk=value.pk).first()
        return field.label_from_instance(held) if held else _("nothing")
    if isinstance(field, forms.ChoiceField):
        return str(_called(field.choices, value) or _("nothing"))
    return str(value) if value not in (None, "") else _("nothing")


def _called(choices: Any, value: Any) -> Any:
    """What a choice is called, also where choices stand in groups."""
    for key, label in choices:
        found = _called(label, value) if isinstance(label, list | tuple) else label if key == value else None
        if found:
            return found
    return None
