"""What was confided to a coalition, in texts that somebody writes: it belongs to who may take it back."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from openupr.accounts.permissions import Actor

from ..models import Coalition


class Finder(Protocol):
    """Of texts, those in which something was copied from what somebody confided to the coalition, as far as who writes
    may read it, each with the words. `quoting`: what may be quoted is left out.
    """

    def __call__(
        self, texts: Sequence[str], coalition: Coalition, by: Actor, *, quoting: bool = False
    ) -> Mapping[str, Sequence[str]]: ...


_finders: list[Finder] = []


def look_for_copies(finder: Finder) -> None:
    """Have `finder` asked from now on: who keeps such words lies above. Registering twice changes nothing."""
    if finder not in _finders:
        _finders.append(finder)


def copied_words(
    texts: Sequence[str], coalition: Coalition, *, by: Actor, quoting: bool = False
) -> dict[str, list[str]]:
    """Of texts, those with words that go when whoever confided them takes them back, and these words, as far as who
    writes may read them. No query where all are short.
    """
    found: dict[str, list[str]] = {}
    for finder in _finders:
        for text, words in finder(texts, coalition, by, quoting=quoting).items():
            found.setdefault(text, []).extend(words)
    return found
