"""Linear models, one a label, learned together: support vector machines with squared hinge loss.

Dual coordinate descent (Hsieh et al. 2008, the method of LIBLINEAR), a step a text for all labels at once, so that
numpy is fast enough for it.
"""

import numpy as np
from numpy.typing import NDArray

from openupr.index.learning.sparse import Floats, SparseRows


def learn_linear(
    rows: SparseRows,
    labels: NDArray[np.bool_],
    *,
    cost: float,
    importance: Floats,
    passes: int = 4,
    seed: int = 0,
) -> Floats:
    """Weights, a column a label: a positive product with a row speaks for the label.

    `labels` has a row a text and a column a label; `importance` one number a text, about 1. A higher `cost` fits the
    texts closer. Few passes are enough: more change no decision that is not close.
    """
    count, classes = labels.shape
    signs = np.where(labels, np.float32(1), np.float32(-1))
    weights = np.zeros((rows.width, classes), np.float32)
    duals = np.zeros((count, classes), np.float32)
    lengths = np.add.reduceat(rows.values * rows.values, rows.starts[:-1])
    softness = (1 / (2 * cost * importance)).astype(np.float32)
    starts = rows.starts.tolist()
    rng = np.random.default_rng(seed)
    for _ in range(passes):
        for n in rng.permutation(count).tolist():
            columns = rows.columns[starts[n] : starts[n + 1]]
            values = rows.values[starts[n] : starts[n + 1]]
            current, dual, sign = weights[columns], duals[n], signs[n]
            lack = 1 - sign * (values @ current) - dual * softness[n]
            fresh = np.maximum(dual + lack / (lengths[n] + softness[n]), 0)
            moved = np.flatnonzero(fresh != dual)
            step = (fresh[moved] - dual[moved]) * sign[moved]
            if len(moved) * 2 < classes:
                weights[columns[:, None], moved] = current[:, moved] + values[:, None] * step
            else:
                current[:, moved] += values[:, None] * step
                weights[columns] = current
            duals[n] = fresh
    return weights
