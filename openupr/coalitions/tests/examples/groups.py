"""The thematic groups."""

from collections.abc import Callable, Mapping
from typing import Any

from .cast import Cast

INTERNAL: Mapping[str, str] = {}


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """The parts of each address."""
    return {"coalitions:groups": cast.at_coalition, "coalitions:group": cast.at_land}


def calls(cast: Cast) -> dict[Callable[..., Any], dict[str, Any]]:
    """What each service is about."""
    return {}
