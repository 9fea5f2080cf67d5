"""Signing on: who is named, who must be asked again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignedChoice:
    """What an organisation said: "named", "unnamed" or "not", and of which edition (its number).

    `about_changed`: the cover would say something else about it now.
    """

    organisation: int
    choice: str
    edition: int
    about_changed: bool = False


def last_words(choices: Iterable[SignedChoice]) -> dict[int, SignedChoice]:
    """The last word of each organisation; `choices` are in the order of time."""
    return {word.organisation: word for word in choices}


def named_on_cover(choices: Iterable[SignedChoice], *, changed: Mapping[int, float], threshold: float) -> list[int]:
    """The organisations that the cover names: those that consented to a text that has not changed
    much.

    `changed`: for each edition's number, the share of words changed since; beyond the threshold an
    organisation must be asked again, and is not named until it consents again.
    """
    return [
        word.organisation
        for word in last_words(choices).values()
        if word.choice == "named" and not must_ask_again(word, changed=changed, threshold=threshold)
    ]


def must_ask_again(word: SignedChoice, *, changed: Mapping[int, float], threshold: float) -> bool:
    """Whether the text has changed beyond the threshold since an organisation answered.

    A named organisation also answers for its own description on the cover: after any change there
    it is asked again.
    """
    return changed.get(word.edition, 1.0) > threshold or (word.choice == "named" and word.about_changed)
