"""What may be shown of the answers to a question with choices, so that no number under five can be
worked out.

A number is shown only where all others (those who chose otherwise and those who left it out) are
five or more too, as with figures about people (docs/decisions/0016). Which answers count as high is
fixed before anybody answers.

Of a scale the mean is shown where no number may be, from five answers on, rounded to halves and
kept off both ends: see docs/decisions/0098. It is shown once, as everything of a box is, and of all
who answered, never of a group of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .five import FEW

ENOUGH_FOR_HALF_A_STEP = 7
"""From so many answers on a mean may be half a step from an end of the scale, with fewer a whole
step: of five or six, the one who chose the lowest answer could otherwise work out that all others
chose the highest.
"""


@dataclass(frozen=True, slots=True)
class MeanShown:
    """A mean in halves. `bound`: 1 where it stands for all that are higher too, -1 for all that are
    lower, else 0.
    """

    number: Fraction
    bound: int = 0

    @classmethod
    def of(cls, number: Fraction, lowest: Fraction, highest: Fraction) -> "MeanShown":
        """The number, or the nearest that may be shown."""
        if lowest < number < highest:
            return cls(number)
        return cls(highest, 1) if number >= highest else cls(lowest, -1)


@dataclass(frozen=True, slots=True)
class ShownCell:
    """`numbers` of each answer, empty where one of them is too small; `high`: how many chose a high
    answer, or None; `mean` of a scale's answers where neither is shown, or None; `is_answered`:
    whether five or more answered.
    """

    numbers: tuple[int, ...] = ()
    high: int | None = None
    mean: MeanShown | None = None
    is_answered: bool = False


def shown_cell(
    numbers: Sequence[int],
    highs: Sequence[bool],
    *,
    sheets: int,
    scale: Sequence[int] | None = None,
    least: int = FEW,
) -> ShownCell:
    """What may be shown of so many for each answer, of which `highs` are high, on so many sheets.
    `scale`: what each answer counts, where these are steps of a scale, from its lower to its
    upper end.
    """
    answered = sum(numbers)
    missing = sheets - answered
    whole = all(number >= least for number in numbers) and (missing == 0 or missing >= least)
    high = sum(number for number, is_high in zip(numbers, highs, strict=True) if is_high)
    may_show_high = any(highs) and high >= least and sheets - high >= least
    # Beside a number the mean could tell who knows one of the answers what the others are.
    may_show_mean = scale and answered >= least and not (whole or may_show_high)
    return ShownCell(
        tuple(numbers) if whole else (),
        high if may_show_high else None,
        _mean(numbers, scale) if scale and may_show_mean else None,
        answered >= least,
    )


def _mean(numbers: Sequence[int], scale: Sequence[int]) -> MeanShown:
    """To the nearest half, and kept off the ends of the scale: there it would say that all chose
    alike.
    """
    answered = sum(numbers)
    whole = sum(number * step for number, step in zip(numbers, scale, strict=True))
    halves = (Fraction(4 * whole, answered) + 1) // 2
    off = Fraction(1, 2) if answered >= ENOUGH_FOR_HALF_A_STEP else Fraction(1)
    return MeanShown.of(Fraction(halves, 2), scale[0] + off, scale[-1] - off)
