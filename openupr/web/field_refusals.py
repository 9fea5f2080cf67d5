"""What a form says beside a field that it cannot take, in plain words, for all forms of the
project.

Django's own sentences ("Select a valid choice. 7 is not one of the available choices.") tell people
in a room neither what happened nor what to do. A field takes its sentences from its class when it
is made, a validator when it refuses: they are changed there once, since a base class of our own
would have to be remembered in every form, and the forms of allauth would not have it. A field that
knows better says so itself, by `error_messages`.
"""

from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _

_NOT_WHOLE = _("This did not arrive as it was sent. Load the page again.")
_NOT_OFFERED = _("Choose one of those offered here: what was sent is not, or no longer, among them.")
_NO_NUMBER = _("Write a number, in digits.")
_NO_DAY = _("Write the day as year-month-day, such as 2026-11-24.")
_NO_TIME = _("Write the time as hours:minutes, such as 14:30.")
_NAME_TOO_LONG = _("The name of this file is too long: %(length)d signs where %(max)d fit. Give it a shorter one.")
_FIELDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Please fill this in.")},
    forms.BooleanField: {"required": _("Tick this to go on.")},
    forms.ChoiceField: {"required": _("Please choose one."), "invalid_choice": _NOT_OFFERED},
    forms.MultipleChoiceField: {
        "required": _("Please choose at least one."),
        "invalid_choice": _NOT_OFFERED,
        "invalid_list": _NOT_OFFERED,
    },
    forms.ModelChoiceField: {"invalid_choice": _NOT_OFFERED},
    forms.ModelMultipleChoiceField: {
        "required": _("Please choose at least one."),
        "invalid_choice": _NOT_OFFERED,
        "invalid_list": _NOT_OFFERED,
        "invalid_pk_value": _NOT_OFFERED,
    },
    forms.IntegerField: {"invalid": _("Write a whole number, in digits.")},
    forms.FloatField: {"invalid": _NO_NUMBER},
    forms.DecimalField: {"invalid": _NO_NUMBER},
    forms.DateField: {"invalid": _NO_DAY},
    forms.TimeField: {"invalid": _NO_TIME},
    forms.URLField: {"invalid": _("Write a whole address, such as https://example.org.")},
    forms.JSONField: {"invalid": _NOT_WHOLE},
    forms.FileField: {
        "required": _("Choose a file first."),
        "invalid": _("No file arrived. Choose it again."),
        "missing": _("No file arrived. Choose it again."),
        "empty": _("There is nothing in this file."),
        "max_length": _(
            "The name of this file is too long: %(length)d signs where %(max)d fit. Give it a shorter one."
        ),
    },
}
_TOO_LONG = _("This is too long: %(show_value)d signs where %(limit_value)d fit.")
_VALIDATORS: dict[type, Any] = {
    validators.MaxLengthValidator: _TOO_LONG,
    validators.MinLengthValidator: _("This is too short: %(limit_value)d signs at least, and it has %(show_value)d."),
    validators.MaxValueValidator: _("This is too much: %(limit_value)s at most."),
    validators.MinValueValidator: _("This is too little: %(limit_value)s at least."),
    validators.RegexValidator: _NOT_WHOLE,
    validators.EmailValidator: _("Write a whole e-mail address, such as name@example.org."),
    validators.URLValidator: _("Write a whole address, such as https://example.org."),
    validators.ProhibitNullCharactersValidator: _("There is a sign in this that no text can hold. Write it again."),
}


def speak_plainly() -> None:
    """Give Django's fields and validators these sentences. Called once, before any form is made."""
    for kind, sentences in _FIELDS.items():
        kind.default_error_messages = {**vars(kind).get("default_error_messages", {}), **sentences}
    for validator, sentence in _VALIDATORS.items():
        validator.message = sentence  # type: ignore[attr-defined]
