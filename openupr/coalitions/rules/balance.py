"""Placing people in groups by what they prefer, so that no group grows far beyond the others."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil


def balanced(preferences: Mapping[int, Sequence[int]], sizes: Mapping[int, int]) -> dict[int, int]:
    """For each person (by number) one of the groups that they named, the first choice first.

    `sizes`: how many are in each open group already. A group takes people up to an even share of all, rounded up, and
    one more; whoever finds all their choices full gets the smallest of them. People who named fewer groups choose
    first, since they have fewer ways out; those who named none, or closed groups only, are left to themselves.
    """
    wishes = {person: [group for group in named if group in sizes] for person, named in preferences.items()}
    wishes = {person: named for person, named in wishes.items() if named}
    if not wishes:
        return {}
    share = ceil((sum(sizes.values()) + len(wishes)) / len(sizes)) + 1
    filled = Counter(sizes)
    placed = {}
    for person, named in sorted(wishes.items(), key=lambda each: (len(each[1]), each[0])):
        free = next((group for group in named if filled[group] < share), None)
        placed[person] = free if free is not None else min(named, key=lambda group: filled[group])
        filled[placed[person]] += 1
    return placed
