"""Names that people compare by eye."""

import unicodedata

# Signs that turn the direction of what follows: a name could read as another one.
_TURNING = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


def tidy_name(name: str) -> str:
    """One space between words, and nothing that turns the direction of writing. Khmer keeps its invisible spaces."""
    return " ".join("".join(each for each in name if each not in _TURNING).split())


def same_name(one: str, other: str) -> bool:
    """Whether two names look the same: apart from capitals, invisible signs and forms of the same letter."""
    return _seen(one) == _seen(other)


def _seen(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name)
    return " ".join("".join(each for each in plain if unicodedata.category(each) != "Cf").casefold().split())
