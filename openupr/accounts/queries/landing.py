"""Where somebody lands who has signed in and was going nowhere in particular."""

from collections.abc import Callable

from django.urls import reverse

from ..models import Person

# Called with the person: an address, or "" where this slice knows none.
Handler = Callable[[Person], str]
_handlers: list[Handler] = []


def on_landing(handler: Handler) -> None:
    """Have `handler` asked from now on where somebody lands. Registering twice changes nothing."""
    if handler not in _handlers:
        _handlers.append(handler)


def landing_of(person: Person) -> str:
    """The first address that a slice knows for somebody, else their own account."""
    return next(filter(None, (handler(person) for handler in _handlers)), reverse("accounts:account"))
