"""Names that people compare by eye."""

import re
import unicodedata

# Signs that turn the direction of what follows: a name could read as another one.
_TURNING = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}


def tidy_name(name: str) -> str:
    """One space between words, and nothing that turns the direction of writing. Khmer keeps its
    invisible spaces.
    """
    return " ".join("".join(sign for sign in name if sign not in _TURNING).split())


def with_short_name(name: str) -> tuple[str, str]:
    """The name and the short name of "Name (SHORT)"; "" where it ends with no such brackets.

    One word with two capitals is a short name: "(Asia)" and "(New York)" say where.
    """
    match = re.fullmatch(r"([^()]+) \(([^()\s]{2,40})\)", name)
    if match and sum(sign.isupper() for sign in match[2]) > 1:
        return match[1], match[2]
    return name, ""


def same_name(one: str, other: str) -> bool:
    """Whether two names look the same: apart from capitals, invisible signs and forms of the same
    letter.
    """
    return _seen(one) == _seen(other)


def _seen(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name)
    return " ".join("".join(sign for sign in plain if unicodedata.category(sign) != "Cf").casefold().split())
