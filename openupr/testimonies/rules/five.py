"""Fewer than five are nobody's business: what stands for so few people is not shown.

Whoever types in evaluations from paper knows what these say, and could subtract them from the sum.
So what came from phones is held to five by itself, whatever was typed in beside it.
"""

FEW = 5
"""The fewest people whom a number that is shown may stand for."""


def in_fives(number: int) -> int:
    """How many, rounded down to fives: while a box is open its number says nothing about the one
    who just came.
    """
    return number - number % FEW


def may_be_added(from_phones: int) -> bool:
    """Whether what came from phones may go into one sum with what was typed in: it is none or five
    at the least.
    """
    return from_phones == 0 or may_be_shown(from_phones)


def may_be_shown(number: int) -> bool:
    """Whether so many answers are enough for showing what they say."""
    return number >= FEW
