"""Where other States' diplomats are, as far as the reader's own coalitions know."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest

from openupr.upr.states import State
from openupr.web.hooks import Hook

DIPLOMATS = Hook[Callable[[HttpRequest, State], Mapping[str, str]]]("DIPLOMATS")


def known_diplomats(request: HttpRequest, state: State) -> dict[str, str]:
    """For a State under Review: in words, by the code of each State that is known."""
    return {iso3: words for known in DIPLOMATS for iso3, words in known(request, state).items()}
