"""Linear models, one a label, learned together: support vector machines with squared hinge loss.

Dual coordinate descent (Hsieh et al. 2008, the method of LIBLINEAR), a step a text for all labels
at once, so that numpy is fast enough for it. A feature that parts the texts of a label from the
others, counted alone, may weigh more in it than one that does not (Wang and Manning 2012,
"NB-SVM"): that keeps rare labels from leaning on chance.
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
    trust: Floats | None = None,
    passes: int = 4,
    seed: int = 0,
) -> Floats:
    """Weights, a column a label: a positive product with a row speaks for the label.

    `labels` has a row a text and a column a label; `importance` is about 1, one number a text, or a
    row a text and a column a label; `trust` is what `trusted` gives, the same for all without it. A
    higher `cost` fits the texts closer. Few passes are enough: more change no decision that is not
    close.
    """
    count, classes = labels.shape
    trust = np.ones((rows.width, classes), np.float32) if trust is None else trust
    signs = np.where(labels, np.float32(1), np.float32(-1))
    weights = np.zeros((rows.width, classes), np.float32)
    duals = np.zeros((count, classes), np.float32)
    per_label = importance if importance.ndim == 2 else importance[:, None]
    softness = np.broadcast_to((1 / (2 * cost * per_label)).astype(np.float32), (count, classes))
    steepness = SparseRows(rows.starts, rows.columns, rows.values**2, rows.width).times(trust) + softness
    starts = rows.starts.tolist()
    rng = np.random.default_rng(seed)
    for _ in range(passes):
        for n in rng.permutation(count).tolist():
            columns = rows.columns[starts[n] : starts[n + 1]]
            values = rows.values[starts[n] : starts[n + 1]]
            current, dual, sign = weights[columns], duals[n], signs[n]
            lack = 1 - sign * (values @ current) - dual * softness[n]
            fresh = np.maximum(dual + lack / steepness[n], 0)
            moved = np.flatnonzero(fresh != dual)
            step = values[:, None] * ((fresh[moved] - dual[moved]) * sign[moved])
            if len(moved) * 2 < classes:
                places = (columns[:, None], moved)
                weights[places] = current[:, moved] + step * trust[places]
            else:
                current[:, moved] += step * trust[columns[:, None], moved]
                weights[columns] = current
            duals[n] = fresh
    return weights


def trusted(rows: SparseRows, labels: NDArray[np.bool_], share: float = 0.5) -> Floats:
    """How freely each column may weigh in each label: a row a column, about 1, from counts alone.

    The more a column is commoner, or rarer, in texts with a label than in the others, the more it
    is trusted; `share` is how much of the trust rests on that.
    """
    having = np.bincount(rows.columns, minlength=rows.width).astype(np.float64)
    trust = np.empty((rows.width, labels.shape[1]), np.float32)
    for n, bearing in enumerate(labels.T):
        with_label = np.bincount(rows.columns[np.repeat(bearing, np.diff(rows.starts))], minlength=rows.width) + 1.0
        without = having - with_label + 2.0
        ratios = np.abs(np.log(with_label / with_label.sum()) - np.log(without / without.sum()))
        trust[:, n] = (1 - share + share * ratios / max(float(ratios.mean()), 1e-9)) ** 2
    return trust
