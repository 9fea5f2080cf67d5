"""Rows that say something like a draft: by its words, by its meaning, or by both."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation, Rows, Scores
from openupr.index.matching import stem_rows
from openupr.index.ranking import first_places
from openupr.index.row_sets import Mask, any_of
from openupr.index.row_vectors import RowVectors
from openupr.index.selecting import Filters, select
from openupr.text.words import cut, stem

MOST_WORDS = 40
"""Words of a draft that are looked for, the most telling ones."""
TOO_COMMON = 0.5
"""A word in more than this share of all rows tells nothing about a draft; measured: a lower share
finds less.
"""
DEPTH = 200
"""How far down two rankings are read when they are joined."""
RANK_OFFSET = 20
"""Reciprocal rank fusion's constant (Cormack, Clarke & Büttcher 2009, who took 60).

Chosen on one half of the real record; on the other half it finds more as well (bench/measured.md).
"""
SAME_WORDING = 0.8
"""Share of words in common from which two texts count as one wording."""


@dataclass(frozen=True, slots=True)
class Near:
    """A row and how near it is: BM25 by words, cosine by meaning; both together: 1.0 for the first
    of either.
    """

    row: int
    score: float


def by_words(index: Generation, text: str, *, filters: Filters, k: int) -> list[Near]:
    """The k rows that share the most telling words with the text. Raises UnknownColumn."""
    words = Counter(map(stem, cut(text).surfaces))
    rows_of_words = [stem_rows(index, word) for word in words]
    limit = max(index.rows * TOO_COMMON, 50)
    telling = sorted((part for part in rows_of_words if 0 < len(part.rows) <= limit), key=lambda part: len(part.rows))
    if not telling:
        return []
    chosen = select(index, any_of(telling[:MOST_WORDS], index.rows), filters).chosen
    if chosen is None or chosen.scores is None:
        return []
    best = first_places(-chosen.scores, k)
    return _near(chosen.rows[best], chosen.scores[best])


def by_meaning(
    index: Generation, vectors: RowVectors, vector: NDArray[np.float32], *, filters: Filters, k: int
) -> list[Near]:
    """Rows with the k nearest wordings that have a vector; rows of one wording stand together.

    Raises UnknownColumn.
    """
    chosen = select(index, None, filters).chosen
    return [
        Near(row, cosine) for row, cosine in vectors.nearest(vector, k, among=None if chosen is None else chosen.rows)
    ]


def fused(rankings: Sequence[Sequence[Near]], k: int) -> list[Near]:
    """Several rankings as one, by reciprocal rank: what is high in one of them is high here, in
    both higher.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, near in enumerate(ranking, 1):
            share = (RANK_OFFSET + 1) / (RANK_OFFSET + rank) / len(rankings)
            scores[near.row] = scores.get(near.row, 0.0) + share
    ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [Near(row, score) for row, score in ordered[:k]]


def fused_in_part(
    meant: Sequence[Near], worded: Sequence[Near], k: int, *, share: float, has_vector: Mask
) -> list[Near]:
    """The rankings by meaning and by words as one, where only a share of the rows has a vector, as
    `has_vector` says.

    A rank among a third of the rows is about three times that among all of them. What a row without
    a vector would have by meaning is taken to be what it has by words: it is neither left out nor
    put last.
    """
    scores: dict[int, float] = {}
    for rank, near in enumerate(worded, 1):
        of_words = (RANK_OFFSET + 1) / (RANK_OFFSET + rank)
        scores[near.row] = of_words / 2 if has_vector[near.row] else of_words
    for rank, near in enumerate(meant, 1):
        scores[near.row] = scores.get(near.row, 0.0) + (RANK_OFFSET + 1) / (RANK_OFFSET + 1 + (rank - 1) / share) / 2
    ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [Near(row, score) for row, score in ordered[:k]]


def group_similar(index: Generation, nearest: Sequence[Near], *, limit: int) -> list[list[Near]]:
    """Near-identical wordings together, each group in the place of its nearest row: the first
    `limit` groups, with all that belongs to them. A row that is compared with fewer groups costs
    less, and none beyond the limit is shown.
    """
    groups: list[tuple[int, set[int], list[Near]]] = []
    for near in nearest:
        words = _words_of(index, near.row)
        least, most = SAME_WORDING * len(words), len(words) / SAME_WORDING
        for size, known, members in groups:
            # Sets whose sizes are too far apart need no comparing: most of them.
            if least <= size <= most:
                common = len(words & known)
                if common >= SAME_WORDING * (len(words) + size - common):
                    members.append(near)
                    break
        else:
            if len(groups) < limit:
                groups.append((len(words), words, [near]))
    return [members for _, _, members in groups]


def _words_of(index: Generation, row: int) -> set[int]:
    first, last = index.array["row_starts"][row : row + 2].tolist()
    return set(index.array["surface_stems"][index.array["tokens"][first : last - 1]].tolist())


def _near(rows: Rows, scores: Scores) -> list[Near]:
    return [Near(row, score) for row, score in zip(rows.tolist(), scores.tolist(), strict=True)]
