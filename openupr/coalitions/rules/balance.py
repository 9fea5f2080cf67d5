"""Placing people in groups by what they prefer, so that no group grows far beyond the others."""

from collections import Counter, deque
from collections.abc import Mapping, MutableMapping, Sequence
from math import ceil


def balanced(preferences: Mapping[int, Sequence[int]], sizes: Mapping[int, int]) -> dict[int, int]:
    """For each person (by number) one of the groups that they named, the first choice first.

    `sizes`: how many are in each open group already. A group takes people up to an even share of
    all, rounded up, and one more. Whoever finds all their choices full is let in where others give
    way, each to another group that they named; only where nobody can, they get the smallest of
    their choices, full as it is. People who named fewer groups choose first, since they have fewer
    ways out; those who named none, or closed groups only, are left to themselves.
    """
    wishes = {person: [group for group in named if group in sizes] for person, named in preferences.items()}
    wishes = {person: named for person, named in wishes.items() if named}
    if not wishes:
        return {}
    share = ceil((sum(sizes.values()) + len(wishes)) / len(sizes)) + 1
    filled = Counter(sizes)
    placed: dict[int, int] = {}
    for person, named in sorted(wishes.items(), key=lambda wish: (len(wish[1]), wish[0])):
        free = next((group for group in named if filled[group] < share), None)
        if free is None:
            free = _given_way(named, wishes, placed, filled, share)
        placed[person] = free if free is not None else min(named, key=lambda group: filled[group])
        filled[placed[person]] += 1
    return placed


def _given_way(
    named: Sequence[int],
    wishes: Mapping[int, Sequence[int]],
    placed: MutableMapping[int, int],
    filled: Counter[int],
    share: int,
) -> int | None:
    """A full group that somebody named, once there is room in it: by the shortest chain of people
    who each move to another group that they named. None if there is no such chain; then nobody
    moves.
    """
    # Of each group: who would leave which group for it.
    came_from: dict[int, tuple[int, int] | None] = dict.fromkeys(named)
    look_at = deque(named)
    while look_at:
        full = look_at.popleft()
        for person in sorted(who for who, group in placed.items() if group == full):
            for other in wishes[person]:
                if other in came_from:
                    continue
                came_from[other] = (person, full)
                if filled[other] < share:
                    return _moved(other, came_from, placed, filled)
                look_at.append(other)
    return None


def _moved(
    into: int,
    came_from: Mapping[int, tuple[int, int] | None],
    placed: MutableMapping[int, int],
    filled: Counter[int],
) -> int:
    """Move everybody in a chain that ends in this group; return the group that has room then."""
    while (step := came_from[into]) is not None:
        person, out_of = step
        placed[person] = into
        filled[into] += 1
        filled[out_of] -= 1
        into = out_of
    return into
