"""No number from one to four can be worked out from what is told of an evaluation."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, combinations

import pytest

from openupr.testimonies.rules.cells import Share, Told, told

LEAST = 3


def _tables(cells: int, total: int) -> Iterator[tuple[int, ...]]:
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in _tables(cells - 1, total - first))


@pytest.mark.parametrize(
    "highs", [(False, False, True, True), (False, True, False), (True, False), (False, False, False)]
)
def test_whoever_knows_the_rule_can_tell_of_no_group_that_it_has_from_one_to_four(highs: tuple[bool, ...]) -> None:
    """Tried on all small tables, with three in place of five: for whatever is told and each group of answers (those
    who left it out among them) there is a table of which the same is told where the group is empty or large."""
    width = len(highs) + 1
    groups = list(chain.from_iterable(combinations(range(width), size) for size in range(1, width)))
    for sheets in range(LEAST, 13):
        possible: dict[Told | None, set[tuple[int, ...]]] = defaultdict(set)
        for table in _tables(width, sheets):
            possible[told(table[:-1], highs, sheets=sheets, least=LEAST)].add(table)
        for found, tables in possible.items():
            for group in groups:
                sizes = {sum(table[at] for at in group) for table in tables}
                assert not sizes <= set(range(1, LEAST)), (found, group, sheets)


def test_that_nearly_all_chose_alike_never_says_that_all_did() -> None:
    for sheets in range(LEAST, 13):
        same = defaultdict(set)
        for table in _tables(3, sheets):
            same[told(table[:-1], (False, True), sheets=sheets, least=LEAST)].add(table[1])
        assert all(len(high) > 1 for found, high in same.items() if found and found.share is Share.NEARLY_ALL)


def test_what_is_told_of_some_answers() -> None:
    highs = (False, False, True)
    assert told((0, 0, 5), highs, sheets=5) == told((3, 1, 1), highs, sheets=5) == Told(())
    assert told((0, 2, 5), highs, sheets=7) == Told((), Share.NEARLY_ALL)
    assert told((3, 2, 0), highs, sheets=30) == Told((), Share.FEW)
    assert told((3, 6, 20), highs, sheets=30) == Told((), Share.COUNTED, 20)
    assert told((5, 6, 20), highs, sheets=31) == Told((5, 6, 20), Share.COUNTED, 20)
    assert told((5, 6, 20), highs, sheets=33) == Told((), Share.COUNTED, 20)
    assert told((0, 0, 4), highs, sheets=30) is None
