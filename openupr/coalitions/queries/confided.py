"""What was confided to a coalition, in texts that somebody writes: it belongs to who may take it back."""

from collections.abc import Callable, Sequence

from openupr.accounts.permissions import Actor

from ..models import Coalition

# Of a text, what in it was copied from what somebody confided to the coalition, as far as who writes may learn of it;
# None for who is not signed in.
Finder = Callable[[str, Coalition, Actor | None], Sequence[str]]
_finders: list[Finder] = []


def look_for_copies(finder: Finder) -> None:
    """Have `finder` asked from now on: who keeps such words lies above. Registering twice changes nothing."""
    if finder not in _finders:
        _finders.append(finder)


def copied_words(text: str, coalition: Coalition, *, by: Actor | None) -> list[str]:
    """Words of a text that would stay when whoever confided them takes them back. A query for each finder."""
    return [words for finder in _finders for words in finder(text, coalition, by)]
