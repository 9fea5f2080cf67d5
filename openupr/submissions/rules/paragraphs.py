"""What a paragraph may be, and where it stands."""

from collections.abc import Sequence

from .refusals import NothingWritten, TooLong

LONGEST = 12_000


def cleaned(text: str) -> str:
    """The text with one kind of line end and no blanks around it. Raises NothingWritten, TooLong."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise NothingWritten
    if len(text) > LONGEST:
        raise TooLong(len(text), LONGEST)
    return text


def moved(order: Sequence[int], which: int, steps: int) -> list[int]:
    """The keys in their new order when one moves by so many places (up is negative), as far as it can."""
    keys = list(order)
    at = keys.index(which)
    keys.insert(max(0, min(len(keys) - 1, at + steps)), keys.pop(at))
    return keys
