"""Signing on: who is named, who must be asked again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignedChoice:
    """What an organisation said: its choice ("named", "unnamed", "not") on one edition (its
    number).

    `about_changed`: what the cover would say of it is something else now.
    """

    organisation: int
    choice: str
    edition: int
    about_changed: bool = False


def last_words(choices: Iterable[SignedChoice]) -> dict[int, SignedChoice]:
    """The last word of each organisation; `choices` are in the order of time."""
    return {word.organisation: word for word in choices}


def named_on_cover(choices: Iterable[SignedChoice], *, changed: Mapping[int, float], threshold: float) -> list[int]:
    """The organisations that the cover names: they said so, and of no edition that has changed
    beyond the threshold.

    `changed`: for each edition's number, the share of words changed since. Whoever did not consent
    is never here; whoever must be asked again is not until they have said so again.
    """
    return [
        word.organisation
        for word in last_words(choices).values()
        if word.choice == "named" and not must_ask_again(word, changed=changed, threshold=threshold)
    ]


def must_ask_again(word: SignedChoice, *, changed: Mapping[int, float], threshold: float) -> bool:
    """Whether the text has changed beyond the threshold since an organisation spoke on it.

    One that is named answers for its own paragraph on the cover, too: whatever changes there, it is
    asked again.
    """
    return changed.get(word.edition, 1.0) > threshold or (word.choice == "named" and word.about_changed)
