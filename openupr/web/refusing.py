"""How a page says what a service refused. A slice says which refusals are its own; any other error stays a fault."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest


@contextmanager
def into_form(form: BaseForm, *, refused: type[Exception]) -> Iterator[None]:
    """Put a refusal into the form that asked for it, to be shown above its fields."""
    try:
        yield
    except refused as refusal:
        form.add_error(None, str(refusal))


@contextmanager
def at_the_head(request: HttpRequest, *, refused: type[Exception]) -> Iterator[None]:
    """Tell a refusal at the head of the page that follows."""
    try:
        yield
    except refused as refusal:
        messages.error(request, str(refusal))
