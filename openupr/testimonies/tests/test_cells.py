"""No number from one to four can be worked out from what is shown of an evaluation."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, combinations

import pytest

from openupr.testimonies.rules.cells import ShownCell, shown_cell

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
    """Tried on all small tables, with three in place of five: for whatever is shown and each group of answers (those
    who left it out among them) there is a table of which the same is shown where the group is empty or large."""
    width = len(highs) + 1
    groups = list(chain.from_iterable(combinations(range(width), size) for size in range(1, width)))
    for sheets in range(LEAST, 13):
        possible: dict[ShownCell, set[tuple[int, ...]]] = defaultdict(set)
        for table in _tables(width, sheets):
            possible[shown_cell(table[:-1], highs, sheets=sheets, least=LEAST)].add(table)
        for found, tables in possible.items():
            for group in groups:
                sizes = {sum(table[at] for at in group) for table in tables}
                assert not sizes <= set(range(1, LEAST)), (found, group, sheets)


def test_that_nobody_or_everybody_chose_alike_is_never_said() -> None:
    for sheets in range(LEAST, 13):
        same = defaultdict(set)
        for table in _tables(3, sheets):
            same[shown_cell(table[:-1], (False, True), sheets=sheets, least=LEAST)].add(table[1])
        assert all(len(high) > 1 for found, high in same.items() if found.high is None and not found.numbers)


def test_what_is_shown_of_some_answers() -> None:
    highs = (False, False, True)
    assert shown_cell((0, 0, 5), highs, sheets=5) == shown_cell((3, 1, 1), highs, sheets=5) == ShownCell()
    assert shown_cell((0, 2, 5), highs, sheets=7) == shown_cell((3, 2, 0), highs, sheets=30) == ShownCell()
    assert shown_cell((0, 0, 4), highs, sheets=30) == ShownCell()
    assert shown_cell((3, 6, 20), highs, sheets=30) == ShownCell((), 20)
    assert shown_cell((5, 6, 20), highs, sheets=31) == ShownCell((5, 6, 20), 20)
    assert shown_cell((5, 6, 20), highs, sheets=33) == ShownCell((), 20)
