"""Numbers of a printed list, as people type them: "1-5, 8, 12"; digits of Khmer and other scripts
too.
"""

import re

from .refusals import NotANumberOfTheList

_PART = re.compile(r"(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?")
MOST_LETTERS = 10_000


def numbers_typed(typed: str, *, known: frozenset[int]) -> frozenset[int]:
    """The numbers that are meant; in a range, those of the list. Raises NotANumberOfTheList."""
    numbers: set[int] = set()
    for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", typed[:MOST_LETTERS]).strip()):
        if not part:
            continue
        match = _PART.fullmatch(part)
        first = int(match[1]) if match else -1
        last = int(match[2] or match[1]) if match else -1
        meant = {number for number in known if first <= number <= last}
        if not match or not {first, last} <= meant:
            raise NotANumberOfTheList(part[:20])
        numbers |= meant
    return frozenset(numbers)
