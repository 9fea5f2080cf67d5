"""Algebra on sets of rows: sorted positions, where wanted with what each row scores.

Small sets are joined by binary search, large ones by marking rows in an array as long as the
record: each where it is faster. Both give the same answer.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Rows, Scores

_DENSE = 16
"""A set larger than record / _DENSE is joined by marking."""


@dataclass(frozen=True, slots=True)
class Found:
    """Rows that match, and their scores; no scores means that none was asked for or none tells them
    apart.
    """

    rows: Rows
    scores: Scores | None = None


Places = NDArray[Any]
Mask = NDArray[np.bool_]
"""One mark a row of the record, or of the set at hand."""

NO_ROWS = np.zeros(0, np.int32)


def everything(size: int) -> Rows:
    return np.arange(size, dtype=np.int32)


def marked(rows: Rows, size: int) -> Mask:
    mask = np.zeros(size, np.bool_)
    mask[rows] = True
    return mask


def without(result: Found, excluded: Rows, size: int) -> Found:
    if len(result.rows) * _DENSE < len(excluded) or len(excluded) + len(result.rows) < size // _DENSE:
        keep = ~_held(result.rows, excluded)
    else:
        keep = ~marked(excluded, size).take(result.rows)
    return Found(result.rows[keep], None if result.scores is None else result.scores[keep])


def both(left: Found, right: Found, size: int) -> Found:
    """Rows in both; scores add up."""
    if len(left.rows) > len(right.rows):
        left, right = right, left
    if len(left.rows) * _DENSE < len(right.rows) or len(right.rows) < size // _DENSE:
        at = right.rows.searchsorted(left.rows)
        at[at == len(right.rows)] = 0
        kept = (right.rows.take(at) == left.rows).nonzero()[0] if len(right.rows) else NO_ROWS
        return Found(left.rows.take(kept), _sum(left.scores, kept, right.scores, at[kept]))
    if left.scores is None:
        kept = marked(left.rows, size).take(right.rows).nonzero()[0]
        return Found(right.rows.take(kept), None if right.scores is None else right.scores.take(kept))
    spread = np.full(size, -1, np.float32)
    spread[left.rows] = left.scores
    scores = spread.take(right.rows)
    kept = (scores >= 0).nonzero()[0]
    return Found(
        right.rows.take(kept),
        scores.take(kept) if right.scores is None else scores.take(kept) + right.scores.take(kept),
    )


def any_of(parts: list[Found], size: int) -> Found:
    """Rows in at least one; scores add up."""
    total = sum(len(part.rows) for part in parts)
    scored = any(part.scores is not None for part in parts)
    if total < size // _DENSE:
        rows, where = np.unique(np.concatenate([part.rows for part in parts]), return_inverse=True)
        if not scored:
            return Found(rows)
        weights = np.concatenate([_or_zero(part) for part in parts])
        return Found(rows, np.bincount(where, weights, len(rows)).astype(np.float32))
    sums = np.zeros(size if scored else 0, np.float32)
    mask = np.zeros(size, np.bool_)
    for part in parts:
        if part.scores is None:
            mask[part.rows] = True
        else:
            sums[part.rows] += part.scores
    if scored:
        mask |= sums > 0  # a score is never 0
    rows = mask.nonzero()[0].astype(np.int32)
    return Found(rows, sums.take(rows) if scored else None)


def _held(needles: Rows, hay: Rows) -> Mask:
    if not len(hay):
        return np.zeros(len(needles), np.bool_)
    at = hay.searchsorted(needles)
    at[at == len(hay)] = 0
    is_there: Mask = hay[at] == needles
    return is_there


def _sum(left: Scores | None, left_at: Places, right: Scores | None, right_at: Places) -> Scores | None:
    if left is None or right is None:
        scores, at = (left, left_at) if right is None else (right, right_at)
        return None if scores is None else scores[at]
    return left[left_at] + right[right_at]


def _or_zero(part: Found) -> Scores:
    return np.zeros(len(part.rows), np.float32) if part.scores is None else part.scores
