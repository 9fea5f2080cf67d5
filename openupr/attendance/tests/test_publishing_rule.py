"""What is published gives away no number under the least, to nobody who knows the rule and all that was published.

All small tables are tried: those that look alike from outside are put together, and then every hidden number (a cell of
the full table, a sum of cells, whoever came on these days and not on those) must either have at least two values among
them, or be one that is large enough. The least is smaller here than five, so that the tables beyond it are all there.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.attendance.rules.publishing import LEAST, REST, Publication, publication, told_of

# How many people have each combination of answers and days.
Table = tuple[int, ...]
# Places of cells that are added up.
Cells = tuple[int, ...]


def tables(cells: int, people: int) -> Iterator[Table]:
    """All tables of so many cells with at most so many people."""
    if cells == 0:
        yield ()
        return
    for first in range(people + 1):
        for others in tables(cells - 1, people - first):
            yield (first, *others)


def given_away(
    publish: Callable[[Table], Publication], seen: Iterable[Table], least: int
) -> list[tuple[Publication, Cells, int]]:
    """Sums of cells that somebody who knows the rule and what was published can tell, and that are too small."""
    alike = defaultdict(list)
    told = {}
    for table in seen:
        publication = publish(table)
        looks = str(publication)
        told[looks] = publication
        alike[looks].append(table)
    found = []
    for looks, group in alike.items():
        tables_ = np.array(group, dtype=np.int16)
        sums = every_sum(tables_.shape[1])
        values = tables_ @ chosen_cells(tables_.shape[1]).T
        small = (values.min(axis=0) == values.max(axis=0)) & (values.max(axis=0) < least)
        found += [(told[looks], sums[place], int(values[0, place])) for place in np.flatnonzero(small)]
    return found


@cache
def chosen_cells(cells: int) -> np.ndarray:
    return np.array([[place in chosen for place in range(cells)] for chosen in every_sum(cells)], dtype=np.int16)


@cache
def every_sum(cells: int) -> list[Cells]:
    return [chosen for size in range(1, cells + 1) for chosen in combinations(range(cells), size)]


@pytest.mark.parametrize(("groups", "people", "least"), [(1, 24, 5), (2, 24, 5), (3, 19, 5), (3, 14, 3), (4, 12, 2)])
def test_one_question_gives_no_small_number_away(groups: int, people: int, least: int) -> None:
    def publish(table: Table) -> Publication:
        answers = {"area": {f"group {n}": count for n, count in enumerate(table[:-1])}}
        return publication(total=sum(table), days={}, answers=answers, least=least)

    # The last cell is the rest.
    seen = list(tables(groups + 1, people))
    assert any(publish(table).answers for table in seen)
    assert given_away(publish, seen, least) == []


# Two questions of two and three groups, and a day: twelve cells.
CROSSED = list(product(("rural", REST), ("women", "men", REST), ("came", "missed")))


def crossed(table: Table, least: int, cells: list[tuple[str, str, str]]) -> Publication:
    def count(place: int, value: str) -> int:
        return sum(n for cell, n in zip(cells, table, strict=True) if cell[place] == value)

    answers = {"area": {"rural": count(0, "rural")}, "gender": {"women": count(1, "women"), "men": count(1, "men")}}
    return publication(total=sum(table), days={"1": count(2, "came")}, answers=answers, least=least)


@pytest.mark.parametrize(
    ("cells", "people", "least"),
    [
        ([cell for cell in CROSSED if cell[1] != "men"], 9, 2),
        ([cell for cell in CROSSED if cell[1] != "men" and cell[2] == "came"], 20, 5),
        ([cell for cell in CROSSED if cell[2] == "came"], 11, 2),
        (CROSSED, 6, 2),
    ],
)
def test_questions_and_a_day_together_give_no_small_number_away(
    cells: list[tuple[str, str, str]], people: int, least: int
) -> None:
    seen = list(tables(len(cells), people))
    told = [crossed(table, least, cells) for table in seen]
    assert any(len(each.answers) == 2 for each in told)
    assert given_away(lambda table: crossed(table, least, cells), seen, least) == []


@pytest.mark.parametrize("everybody_came_once", [False, True])
@pytest.mark.parametrize(("days", "people", "least"), [(1, 24, 5), (2, 20, 5), (2, 12, 3), (3, 9, 2), (3, 10, 3)])
def test_days_give_no_small_number_away_also_where_everybody_is_known_to_have_come(
    days: int, people: int, least: int, everybody_came_once: bool
) -> None:
    cells = [cell for cell in product((True, False), repeat=days) if any(cell) or not everybody_came_once]

    def publish(table: Table) -> Publication:
        came = {str(day): sum(n for cell, n in zip(cells, table, strict=True) if cell[day]) for day in range(days)}
        return publication(total=sum(table), days=came, answers={}, least=least)

    seen = list(tables(len(cells), people))
    assert any(publish(table).days for table in seen) or (days == 1 and everybody_came_once)
    assert given_away(publish, seen, least) == []


def test_two_days_and_a_question_together_give_no_small_number_away() -> None:
    came = [(True, True), (True, False), (False, True)]
    cells = list(product(came, ("rural", REST)))

    def publish(table: Table) -> Publication:
        counted = list(zip(cells, table, strict=True))
        days = {str(day): sum(n for (on, _area), n in counted if on[day]) for day in (0, 1)}
        rural = sum(n for (_on, area), n in counted if area == "rural")
        return publication(total=sum(table), days=days, answers={"area": {"rural": rural}}, least=2)

    seen = list(tables(6, 10))
    assert any(len(publish(table).days) == 2 and publish(table).answers for table in seen)
    assert given_away(publish, seen, 2) == []


def test_who_registered_and_never_came_gives_no_small_number_away() -> None:
    def publish(table: Table) -> Publication:
        both, first, second, never = table
        came = {"1": both + first, "2": both + second}
        total = both + first + second
        return publication(total=total, registered=total + never, days=came, answers={}, least=3)

    seen = [(*came, never) for came in tables(3, 10) for never in range(7)]
    assert any(publish(table).registered and publish(table).days for table in seen)
    assert given_away(publish, seen, 3) == []


def test_the_trial_finds_a_rule_that_gives_something_away() -> None:
    def joined_by_size(table: Table) -> Publication:
        large = {f"group {n}": count for n, count in enumerate(table) if count >= LEAST}
        return Publication(total=sum(table), answers={"area": large})

    found = given_away(joined_by_size, tables(3, 20), LEAST)
    # Eight people in two groups of under five each are four and four.
    assert 4 in [value for _told, cells, value in found if len(cells) == 1]


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=6),
    st.integers(0, 60),
    st.lists(st.integers(0, 300), max_size=5),
)
def test_no_number_is_small_and_all_add_up(groups: list[int], others: int, came: list[int]) -> None:
    total = sum(groups) + others
    told = publication(
        total=total,
        days={str(day): min(count, total) for day, count in enumerate(came)},
        answers={"area": {str(group): count for group, count in enumerate(groups)}},
    )
    numbers = [*told.days.values(), *(count for given in told.answers.values() for count in given.values())]
    assert all(count >= LEAST for count in numbers)
    assert all(total - count >= LEAST for count in numbers)
    assert all(sum(given.values()) == total for given in told.answers.values())
    assert (told.total is None) == (total < LEAST)
    assert total >= LEAST or (told.days, told.answers) == ({}, {})


def test_small_groups_go_into_the_rest_or_the_question_is_left_out() -> None:
    assert told_of({"rural": 28, "urban": 37}, total=70) == {"rural": 28, "urban": 37, REST: 5}
    assert told_of({"rural": 28, "urban": 40}, total=70) == {"rural": 28, REST: 42}
    assert told_of({"rural": 4, "urban": 40}, total=70) == {}
    assert told_of({"rural": 66, "urban": 2}, total=70) == {}
    assert told_of({}, total=70) == {}
