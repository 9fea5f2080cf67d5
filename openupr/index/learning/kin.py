"""Linear models in which words that mean nearly the same share what is learned of them.

Beside what is learned of each word alone, something is learned of the meaning of words, given as
vectors; it is then folded into the weight of each word, so that coding a text costs no vector. A
rare verb that was hardly ever seen ("repeal") leans on its kin ("abolish", "revoke").
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from openupr.index.learning.linear import learn_linear, trusted
from openupr.index.learning.sparse import Floats, SparseRows

Kin = Sequence[tuple[range, Floats]]
"""The last columns of the rows, span after span, with a vector a column; those of one span have one
length.
"""


def learn_with_kin(
    rows: SparseRows,
    labels: NDArray[np.bool_],
    kin: Kin,
    *,
    cost: float,
    importance: Floats,
    passes: int = 5,
) -> Floats:
    """Weights as `learn_linear` gives them, a row a column of `rows`; with no kin each column
    stands for itself.
    """
    width = kin[0][0].start if kin else rows.width
    seen = rows.below(width)
    trust = trusted(seen, labels)
    for span, vectors in kin:
        seen = seen.beside(_meant(rows, span, vectors))
    trust = np.concatenate([trust, np.ones((seen.width - width, labels.shape[1]), np.float32)])
    learned = learn_linear(seen, labels, cost=cost, importance=importance, trust=trust, passes=passes)
    weights = [learned[:width]]
    at = width
    for _, vectors in kin:
        weights.append(vectors @ learned[at : at + vectors.shape[1]])
        at += vectors.shape[1]
    return np.concatenate(weights)


def principal(vectors: Floats, dimensions: int) -> Floats:
    """The same vectors about their mean, in the directions in which they differ most, each of
    length 1 (or 0).

    Fewer vectors than dimensions have as many directions.
    """
    about_mean = vectors - vectors.mean(axis=0)
    if len(vectors) < vectors.shape[1]:
        # As many directions as vectors, found in the smaller of the two products.
        exact = about_mean.astype(np.float64)
        lengths, places = np.linalg.eigh(exact @ exact.T)
        turned = (places * np.sqrt(np.maximum(lengths, 0)))[:, ::-1][:, :dimensions].astype(np.float32)
        return _of_length_1(turned)
    _, directions = np.linalg.eigh((about_mean.T @ about_mean).astype(np.float64))
    return _of_length_1((about_mean @ directions[:, ::-1][:, :dimensions]).astype(np.float32))


def _of_length_1(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-6))
    return unit


def _meant(rows: SparseRows, span: range, vectors: Floats) -> Floats:
    """What the words of a span mean together in each text."""
    spread = np.zeros((rows.width, vectors.shape[1]), np.float32)
    spread[span.start : span.stop] = vectors
    # Column 0, which every row has, keeps rows without any such word; it means nothing.
    return rows.within((rows.columns == 0) | ((rows.columns >= span.start) & (rows.columns < span.stop))).times(spread)
