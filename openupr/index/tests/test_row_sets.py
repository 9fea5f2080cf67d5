"""Sets of rows: whatever their sizes, and so whichever way they are joined, the sets and sums are right."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.index.ranking import first_places
from openupr.index.row_sets import Found, any_of, both, without
from openupr.index.stretches import places

SIZE = 400


@st.composite
def _found(draw):
    chance = draw(st.sampled_from([0.0, 0.005, 0.03, 0.3, 0.95]))
    numbers = np.random.default_rng(draw(st.integers(0, 10_000)))
    rows = np.flatnonzero(numbers.random(SIZE) < chance).astype(np.int32)
    scored = draw(st.booleans())
    return Found(rows, numbers.random(len(rows), np.float32) + np.float32(0.1) if scored else None)


def _scores(found: Found) -> dict[int, float]:
    scores = np.zeros(len(found.rows)) if found.scores is None else found.scores
    return dict(zip(found.rows.tolist(), scores.tolist(), strict=True))


@given(_found(), _found())
def test_rows_in_both_and_the_sum_of_their_scores(left, right):
    one, other = _scores(left), _scores(right)
    assert _scores(both(left, right, SIZE)) == {
        row: pytest.approx(one[row] + other[row]) for row in sorted(one.keys() & other.keys())
    }


@given(_found(), _found())
def test_rows_without_others_keep_their_scores(left, right):
    one, other = _scores(left), _scores(right)
    assert _scores(without(left, right.rows, SIZE)) == {row: one[row] for row in one if row not in other}


@given(st.lists(_found(), min_size=1, max_size=4))
def test_rows_in_any_and_the_sum_of_their_scores(parts):
    sums: dict[int, float] = {}
    for part in parts:
        for row, score in _scores(part).items():
            sums[row] = sums.get(row, 0.0) + score
    joined = any_of(parts, SIZE)
    assert joined.rows.tolist() == sorted(sums)
    assert _scores(joined) == pytest.approx(sums)


@given(st.lists(st.integers(0, 9), max_size=2000), st.integers(0, 40))
def test_the_first_of_many_are_those_of_a_stable_sort(keys, count):
    array = np.array(keys * 3, np.int32)
    assert first_places(array, count).tolist() == np.argsort(array, kind="stable")[:count].tolist()


@given(st.integers(0, 10_000), st.integers(1, 60))
def test_the_first_of_many_different_ones_are_those_of_a_sort(seed, count):
    keys = np.random.default_rng(seed).random(3000, np.float32)
    assert first_places(keys, count).tolist() == np.argsort(keys, kind="stable")[:count].tolist()


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8), st.data())
def test_stretches_are_read_one_behind_the_other(sizes, data):
    edges = np.cumsum([0, *sizes])
    which = data.draw(st.lists(st.integers(0, len(sizes) - 1), max_size=6))
    where, lengths = places(edges, np.array(which, np.int64))
    assert where.tolist() == [place for w in which for place in range(edges[w], edges[w + 1])]
    assert lengths.tolist() == [sizes[w] for w in which]
