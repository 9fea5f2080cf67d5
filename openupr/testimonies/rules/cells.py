"""What may be told of the answers to a question with choices, so that no number under five can be worked out.

A number is told only beside one for all others (those who chose otherwise and those who left it out) that is five at
the least as well, as with figures about people (docs/decisions/0016). Where one of the two is smaller, it is said that
it is fewer than five, which may be nobody. Which answers belong together is fixed before anybody answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from .five import FEW


class Share(Enum):
    """How many chose one of the high answers."""

    COUNTED = "counted"
    FEW = "fewer than five"
    NEARLY_ALL = "all, or all but fewer than five"


@dataclass(frozen=True, slots=True)
class Told:
    """`numbers` of each answer, none where one of them is too small; `high` is a number where `share` is COUNTED."""

    numbers: tuple[int, ...] = ()
    share: Share | None = None
    high: int | None = None


def told(numbers: Sequence[int], highs: Sequence[bool], *, sheets: int, least: int = FEW) -> Told | None:
    """What may be told of so many for each answer, of which `highs` are high, on so many sheets.

    None where fewer than `least` answered. Whoever left it out is one of the others. Of just `least` sheets no share is
    told: that all or nearly all chose alike would say of each of them what they chose.
    """
    answered = sum(numbers)
    if answered < least:
        return None
    missing = sheets - answered
    whole = all(number >= least for number in numbers) and (missing == 0 or missing >= least)
    shown = tuple(numbers) if whole else ()
    if not any(highs) or sheets == least:
        return Told(shown)
    high = sum(number for number, is_high in zip(numbers, highs, strict=True) if is_high)
    if high < least:
        return Told(shown, Share.FEW)
    if sheets - high < least:
        return Told(shown, Share.NEARLY_ALL)
    return Told(shown, Share.COUNTED, high)
