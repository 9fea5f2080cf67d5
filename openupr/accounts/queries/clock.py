"""Whose clock tells somebody days and hours outside any coalition: accounts know no country, apps above do."""

from collections.abc import Callable

from openupr.web.hooks import Hook

from ..models import Person

# Asked with a circle's name or a person: a time zone, or "" where the app knows none.
CLOCKS = Hook[Callable[[str | Person], str]]("CLOCKS")


def time_zone_of(whom: str | Person | None) -> str:
    """The time zone of a circle or of a person; "" where only the server's clock is left."""
    return next(filter(None, (clock(whom) for clock in CLOCKS)), "") if whom else ""
