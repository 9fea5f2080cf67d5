"""What a paragraph may contain, and its position."""

import re
from collections.abc import Sequence

from openupr.documents.word.letters import clean

from .refusals import NoTextWritten, TooLong

LONGEST = 12_000


# They turn round or reorder what is read, against what is written; joiners and the marks of Arabic
# text stay.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2060-\u2064\u061c\ufeff]+")


def cleaned(text: str) -> str:
    """The text with one kind of line end, without outer blanks and forbidden characters.

    Raises NoTextWritten, TooLong.
    """
    text = clean(_TURNING.sub("", text)).strip()
    if not _UNSEEN.sub("", text):
        raise NoTextWritten
    if len(text) > LONGEST:
        raise TooLong(len(text), LONGEST)
    return text


def moved(order: Sequence[int], which: int, steps: int) -> list[int]:
    """The keys in their new order after one moves by `steps` places (up is negative)."""
    keys = list(order)
    at = keys.index(which)
    keys.insert(max(0, min(len(keys) - 1, at + steps)), keys.pop(at))
    return keys
