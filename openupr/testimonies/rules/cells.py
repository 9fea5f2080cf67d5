"""What may be shown of the answers to a question with choices, so that no number under five can be worked out.

A number is shown only where all others (those who chose otherwise and those who left it out) are five or more too, as
with figures about people (docs/decisions/0016). Which answers count as high is fixed before anybody answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .five import FEW


@dataclass(frozen=True, slots=True)
class ShownCell:
    """`numbers` of each answer, empty where one of them is too small; `high`: how many chose a high answer, or None."""

    numbers: tuple[int, ...] = ()
    high: int | None = None


def shown_cell(numbers: Sequence[int], highs: Sequence[bool], *, sheets: int, least: int = FEW) -> ShownCell:
    """What may be shown of so many for each answer, of which `highs` are high, on so many sheets."""
    missing = sheets - sum(numbers)
    whole = all(number >= least for number in numbers) and (missing == 0 or missing >= least)
    high = sum(number for number, is_high in zip(numbers, highs, strict=True) if is_high)
    may_show_high = any(highs) and high >= least and sheets - high >= least
    return ShownCell(tuple(numbers) if whole else (), high if may_show_high else None)
