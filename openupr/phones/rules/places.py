"""Wishes for a thematic group, and a proposal that keeps the groups of like size."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from openupr.coalitions.rules.balance import balanced
from openupr.coalitions.rules.refusals import Refused

MOST_WISHES = 3
MOST_SLIPS = 300
# Of fewer, whoever sees who taps would know who wishes what; and so many lists must be new before
# numbers change.
FEWEST = 5


class NoWish(Refused):
    """Wishes without a group."""

    def __init__(self) -> None:
        super().__init__("Choose at least a first choice, each group once.")


class WishesClosed(Refused):
    """Wishes are not taken now."""

    def __init__(self) -> None:
        super().__init__("Choices of groups are not taken now. Nothing was changed: ask the facilitator.")


class NotSoMany(Refused):
    """Fewer are in a group than are to be moved out of it."""

    def __init__(self, there: int) -> None:
        super().__init__("Only %(there)s are placed in that group. Nothing was moved.", there=there)


class SlipIsNoted(Refused):
    """The number is noted already: two people have the same number, or somebody mistyped it."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Slip {number} is noted already, with other wishes; they were kept. If this is the same slip, corrected, "
            "tick that it replaces them. If two people have this number, write another one on this slip."
        )


class SlipIsNotNoted(Refused):
    """A correction of a number that is not noted: the number is mistyped, or the tick."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Slip {number} was not noted before, so nothing was changed. Look at its number again; if the slip is "
            "new, take the tick away."
        )


class EnoughSlips(Refused):
    """More slips of paper than a workshop has people."""

    def __init__(self) -> None:
        super().__init__("%(most)s slips at the most. Nothing was added.", most=MOST_SLIPS)


def slip_number(typed: str) -> str:
    """A slip's number as it is known, however it was typed: 7 for 07 and for the digits of any
    script; A3 for a3.
    """
    number = "".join(typed.split())[:10]
    return str(int(number)) if number.isdecimal() else number.upper()


def tidy_wishes(groups: Sequence[int]) -> list[int]:
    """At most three groups, each once, in their order. Raises NoWish."""
    wishes = list(dict.fromkeys(groups))[:MOST_WISHES]
    if not wishes:
        raise NoWish
    return wishes


def counted(wishes: Sequence[Sequence[int]], before: Mapping[str, Any]) -> dict[str, Any]:
    """How many wish which group first, second and third: `{"lists": 9, "wished": {"12": [5, 0,
    4]}}`.

    What was told `before` stays until five more have wished: else the difference would tell what
    the next one wishes.
    """
    if before and len(wishes) < before["lists"] + FEWEST:
        return dict(before)
    groups = sorted({group for ranked in wishes for group in ranked})
    counter = Counter((group, rank) for ranked in wishes for rank, group in enumerate(ranked))
    wished = {str(group): [counter[group, rank] for rank in range(MOST_WISHES)] for group in groups}
    return {"lists": len(wishes), "wished": wished}


def count_to_show(count: int) -> int | None:
    """A number that the room sees; None for one under FEWEST."""
    return count if count >= FEWEST else None


def proposal(wishes: Mapping[int, Sequence[int]], groups: Sequence[int]) -> dict[int, int]:
    """For each wish list (by number) a group, as coalitions place people; who named none fills the
    smallest.
    """
    if not groups:
        return {}
    placed = balanced(wishes, dict.fromkeys(groups, 0))
    filled = Counter(placed.values())
    for number in sorted(set(wishes) - set(placed)):
        smallest = min(groups, key=lambda group: filled[group])
        placed[number] = smallest
        filled[smallest] += 1
    return placed


def to_move(wishes: Mapping[int, Sequence[int]], to: int, how_many: int) -> list[int]:
    """Of the wish lists in one group those that go to another: who wished it most goes first.
    Raises NotSoMany.
    """
    if how_many > len(wishes):
        raise NotSoMany(len(wishes))

    def rank(number: int) -> tuple[int, int]:
        named = list(wishes[number])
        return (named.index(to) if to in named else MOST_WISHES, number)

    return sorted(wishes, key=rank)[:how_many]
