"""How the words that are allowed are divided over the sections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A section's claim to words: set by hand, or by weight; an annex (`counts` False) has none."""

    key: int
    weight: int = 1
    by_hand: int | None = None
    counts: bool = True


def divided(limit: int, shares: Sequence[Share]) -> dict[int, int]:
    """Words for each section that counts, by its key.

    Budgets set by hand come first; the rest of the limit is divided by weight, in whole words that
    add up. Where nothing is left, the others get nothing.
    """
    counted = [share for share in shares if share.counts]
    words = {share.key: share.by_hand for share in counted if share.by_hand is not None}
    left = max(0, limit - sum(words.values()))
    sharing = [share for share in counted if share.by_hand is None]
    whole = sum(max(share.weight, 0) for share in sharing)
    used, weighed = 0, 0
    for share in sharing:
        weighed += max(share.weight, 0)
        # The running total is rounded, not each share: so the shares add up.
        upto = left * weighed // whole if whole else 0
        words[share.key] = upto - used
        used = upto
    return words


@dataclass(frozen=True, slots=True)
class WordBalance:
    """Words used in a section, and those it may use; None where it needs none."""

    used: int
    budget: int | None

    @property
    def over(self) -> int:
        """How many words too many; 0 where it fits."""
        return max(0, self.used - self.budget) if self.budget is not None else 0

    @property
    def left(self) -> int:
        """How many words are left; 0 where none are."""
        return max(0, self.budget - self.used) if self.budget is not None else 0


def together(parts: Sequence[WordBalance]) -> WordBalance:
    """The words of several sections, and how many those have together that are counted."""
    counted = [part.budget for part in parts if part.budget is not None]
    return WordBalance(sum(part.used for part in parts), sum(counted) if counted else None)


def balances(used: Mapping[int, int], budgets: Mapping[int, int]) -> dict[int, WordBalance]:
    """Each section's words and its budget, by its key."""
    return {key: WordBalance(words, budgets.get(key)) for key, words in used.items()}
