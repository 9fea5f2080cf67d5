"""No number from one to four can be worked out from what is shown of an evaluation."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations

import pytest

from openupr.testimonies.rules.cells import MeanShown, ShownCell, shown_cell
from openupr.testimonies.rules.five import FEW

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
    nothing, answered = ShownCell(), ShownCell(is_answered=True)
    assert shown_cell((0, 0, 5), highs, sheets=5) == shown_cell((3, 1, 1), highs, sheets=5) == answered
    assert shown_cell((0, 2, 5), highs, sheets=7) == shown_cell((3, 2, 0), highs, sheets=30) == answered
    assert shown_cell((0, 0, 4), highs, sheets=30) == nothing
    assert shown_cell((3, 6, 20), highs, sheets=30) == ShownCell((), 20, None, True)
    assert shown_cell((5, 6, 20), highs, sheets=31) == ShownCell((5, 6, 20), 20, None, True)
    assert shown_cell((5, 6, 20), highs, sheets=33) == ShownCell((), 20, None, True)


SCALE, HIGHS = (1, 2, 3, 4, 5), (False, False, False, True, True)


@pytest.mark.parametrize(
    ("numbers", "number", "bound"),
    [
        ((0, 0, 0, 5, 0), 4, 1),
        ((1, 0, 2, 3, 0), 3, 0),
        ((0, 0, 3, 3, 0), 3.5, 0),
        ((0, 0, 0, 3, 3), 4, 1),
        ((0, 0, 0, 4, 3), 4.5, 1),
        ((0, 0, 3, 7, 0), 3.5, 0),
        ((0, 0, 0, 0, 9), 4.5, 1),
        ((9, 0, 0, 0, 0), 1.5, -1),
        ((5, 0, 0, 0, 0), 2, -1),
    ],
)
def test_the_mean_is_shown_from_five_answers_on_to_the_nearest_half_and_never_at_the_ends(
    numbers: tuple[int, ...], number: float, bound: int
) -> None:
    assert shown_cell(numbers, HIGHS, sheets=sum(numbers), scale=SCALE).mean == MeanShown(Fraction(number), bound)


def test_of_four_answers_and_of_what_is_no_scale_there_is_no_mean() -> None:
    assert shown_cell((0, 0, 0, 4, 0), HIGHS, sheets=9, scale=SCALE).mean is None
    assert shown_cell((0, 9, 0), (False, True, False), sheets=9).mean is None


def test_with_the_mean_too_no_number_from_one_to_four_can_be_worked_out() -> None:
    """All tables of nine sheets or fewer: what is shown fits several, in which each group of answers has several sizes,
    or is empty, or has five and more."""
    width = len(SCALE) + 1
    groups = list(chain.from_iterable(combinations(range(width), size) for size in range(1, width)))
    for sheets in range(FEW, 10):
        sizes: dict[ShownCell, list[set[int]]] = {}
        for table in _tables(width, sheets):
            found = shown_cell(table[:-1], HIGHS, sheets=sheets, scale=SCALE)
            for seen, group in zip(sizes.setdefault(found, [set() for _group in groups]), groups, strict=True):
                seen.add(sum(table[at] for at in group))
        known = [(found, seen) for found, all_seen in sizes.items() for seen in all_seen if len(seen) == 1]
        assert not [(found, seen) for found, seen in known if 0 < min(seen) < FEW]


def test_who_knows_their_own_answer_cannot_work_out_those_of_the_others() -> None:
    for sheets in range(FEW, 11):
        possible: dict[ShownCell, set[tuple[int, ...]]] = defaultdict(set)
        for table in _tables(len(SCALE), sheets):
            possible[shown_cell(table, HIGHS, sheets=sheets, scale=SCALE)].add(table)
        for found, tables in possible.items():
            for own in range(len(SCALE)):
                assert found.numbers or sum(table[own] > 0 for table in tables) != 1, (found, own)
