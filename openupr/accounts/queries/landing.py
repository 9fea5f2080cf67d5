"""Where somebody lands who has signed in and was going nowhere in particular."""

from collections.abc import Callable

from django.urls import reverse

from openupr.web.hooks import Hook

from ..models import Person

# Called with the person: an address, or "" where the app knows none.
LANDINGS = Hook[Callable[[Person], str]]("LANDINGS")


def landing_of(person: Person) -> str:
    """The first address that an app knows for somebody, else their own account."""
    return next(filter(None, (landing(person) for landing in LANDINGS)), reverse("accounts:account"))
