"""How a page says what a service refused.

An app says which refusals are its own; any other error stays a fault.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext


def in_words(refusal: Exception) -> str:
    """Why something was refused, in the language of the page where its sentence is in the
    catalogue.

    A refusal whose sentence holds values names both: `sentence` with `%(name)s` in it, and
    `values`.
    """
    values = getattr(refusal, "values", None)
    sentence = gettext(getattr(refusal, "sentence", None) or str(refusal))
    return sentence % values if values else sentence


@contextmanager
def into_form(form: BaseForm, *, refused: type[Exception]) -> Iterator[None]:
    """Put a refusal into the form that asked for it, to be shown above its fields."""
    try:
        yield
    except refused as refusal:
        form.add_error(None, in_words(refusal))


@contextmanager
def at_the_head(request: HttpRequest, *, refused: type[Exception]) -> Iterator[None]:
    """Tell a refusal at the head of the page that follows."""
    try:
        yield
    except refused as refusal:
        messages.error(request, in_words(refusal))
