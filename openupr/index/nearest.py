"""What is like a draft, as an answer for a page: by words, by meaning or by both, in groups of one
wording.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation
from openupr.index.meaning import UnsupportedLanguage, check_language
from openupr.index.row_vectors import RowVectors, VectorCoverage
from openupr.index.selecting import Filters, select
from openupr.index.similar import DEPTH, Near, by_meaning, by_words, fused, fused_in_part, group_similar

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
WORDS, MEANING, BOTH = "words", "meaning", "both"


@dataclass(frozen=True, slots=True)
class NearHit:
    """A row of the answer: its number, its payload as it was built, how near it is (higher is
    nearer).

    `cosine`: how near in meaning; None where that was not compared, or the row is not among the
    first by meaning. `has_vector`: its meaning could be compared.
    """

    id: int
    payload: bytes
    score: float
    cosine: float | None = None
    has_vector: bool = False


@dataclass(frozen=True, slots=True)
class NearestTexts:
    """Groups of near-identical wordings, the nearest first, and by which method they were found.

    `method` is what was used, which is "words" when there is no vector to compare with;
    `unsupported` names the script of a draft whose meaning cannot be compared. `coverage` says how
    many of the rows that the filters leave have a vector; by both, the others are compared by their
    words.
    """

    method: str
    coverage: VectorCoverage
    groups: list[list[NearHit]]
    unsupported: str | None = None


def nearest_rows(
    index: Generation,
    text: str,
    *,
    filters: Filters,
    limit: int = 20,
    method: str = BOTH,
    vectors: RowVectors | None = None,
    encode: Encode | None = None,
) -> NearestTexts:
    """At most `limit` groups like the text.

    Raises UnknownColumn, ValueError for an unknown method.
    """
    if method not in (WORDS, MEANING, BOTH):
        raise ValueError(f'There is no method "{method}": it is "words", "meaning" or "both".')
    pool = select(index, None, filters).chosen
    among = None if pool is None else pool.rows
    size = index.rows if among is None else len(among)
    covered = vectors.coverage(among) if vectors is not None else VectorCoverage(0, size)
    # Among no rows at all nothing is lacking.
    usable = method != WORDS and encode is not None and vectors is not None
    usable, unsupported = usable and (covered.covered > 0 or not covered.rows), None
    try:
        # Also while no vector is there yet: whoever writes in such a script is told at once.
        check_language(text)
    except UnsupportedLanguage as refusal:
        usable, unsupported = False, refusal.script
    rankings: list[list[Near]] = []
    cosines: dict[int, float] = {}
    if usable and vectors is not None and encode is not None and any(map(str.isalpha, text)):
        rankings.append(by_meaning(index, vectors, encode([text])[0], filters=filters, k=DEPTH))
        cosines = {near.row: near.score for near in rankings[0]}
    if method != MEANING or not usable:
        rankings.append(by_words(index, text, filters=filters, k=DEPTH))
    used = (BOTH if len(rankings) > 1 else MEANING) if usable else WORDS
    if len(rankings) > 1 and vectors is not None and covered.share < 1:
        nearest = fused_in_part(rankings[0], rankings[1], DEPTH, share=covered.share, has_vector=vectors.has_vector)
    else:
        nearest = fused(rankings, DEPTH) if len(rankings) > 1 else rankings[0][:DEPTH] if rankings else []
    groups = [
        [_hit(index, near, cosines, vectors) for near in group] for group in group_similar(index, nearest, limit=limit)
    ]
    return NearestTexts(used, covered, groups, unsupported)


def _hit(index: Generation, near: Near, cosines: Mapping[int, float], vectors: RowVectors | None) -> NearHit:
    number = int(index.array["ids"][near.row])
    has_vector = vectors is not None and bool(vectors.has_vector[near.row])
    return NearHit(number, index.payload(near.row), near.score, cosines.get(near.row), has_vector)
