"""Fewer than five are nobody's business: what stands for so few people is not shown."""

FEW = 5
"""The fewest people whom a number that is shown may stand for."""


def in_fives(number: int) -> int:
    """How many, rounded down to fives: while a box is open its number says nothing about the one who just came."""
    return number - number % FEW


def may_be_shown(number: int) -> bool:
    """Whether so many answers are enough for showing what they say."""
    return number >= FEW
