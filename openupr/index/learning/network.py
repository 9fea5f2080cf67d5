"""A small network with one hidden layer, for one label of several: it learns what two features mean together.

Trained by Adagrad in small batches; features and hidden units are left out at random while it learns, so that it
leans on no single one.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from openupr.index.learning.sparse import Floats, SparseRows

HIDDEN = 96
_BATCH = 64
_RATE = 0.02
_LEFT_OUT = np.float32(0.3)


@dataclass(frozen=True, slots=True)
class Network:
    """Weights from features to hidden units and from those to the labels."""

    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats

    @classmethod
    def fresh(cls, width: int, classes: int, rng: np.random.Generator) -> Self:
        """A network that has learned nothing."""
        first = rng.standard_normal((width, HIDDEN), np.float32) * np.float32(0.09)
        second = rng.standard_normal((HIDDEN, classes), np.float32) * np.float32(0.5 * (2 / HIDDEN) ** 0.5)
        return cls(first, np.zeros(HIDDEN, np.float32), second, np.zeros(classes, np.float32))

    def shares(self, rows: SparseRows) -> Floats:
        """How likely each label is: a row a text, each adds up to 1."""
        hidden = np.maximum(rows.times(self.first) + self.first_bias, 0)
        return _shares(hidden @ self.second + self.second_bias)


def learn_network(rows: SparseRows, labels: NDArray[np.int64], classes: int, *, seed: int, passes: int = 5) -> Network:
    """A network that tells `labels`, numbers from 0 below `classes`, one a text."""
    rng = np.random.default_rng(seed)
    network = Network.fresh(rows.width, classes, rng)
    learning = _Learning(network)
    wanted = np.eye(classes, dtype=np.float32)[labels]
    steps, done = passes * -(-len(rows) // _BATCH), 0
    for _ in range(passes):
        order = rng.permutation(len(rows))
        for begin in range(0, len(rows), _BATCH):
            some = order[begin : begin + _BATCH]
            rate = _RATE * (1 - done / steps) + 1e-4
            learning.step(_thinned(rows.chosen(some), rng), wanted[some], np.float32(rate), rng)
            done += 1
    return network


class _Learning:
    """Steps down the gradient; each weight's step shrinks with what it has moved (a row of `first` has one number)."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._moved = np.full(len(network.first), 1e-6, np.float32)
        self._dense = (network.first_bias, network.second, network.second_bias)
        self._dense_moved = [np.zeros_like(weights) for weights in self._dense]

    def step(self, rows: SparseRows, wanted: Floats, rate: np.float32, rng: np.random.Generator) -> None:
        network, count = self._network, np.float32(len(rows))
        before = rows.times(network.first) + network.first_bias
        mask = (rng.random(before.shape, np.float32) > _LEFT_OUT).astype(np.float32) / (1 - _LEFT_OUT)
        hidden = np.maximum(before, 0) * mask
        error = (_shares(hidden @ network.second + network.second_bias) - wanted) / count
        behind: Floats = (error @ network.second.T) * mask * (before > 0)
        self._step_first(rows, behind, rate)
        gradients = (behind.sum(0), hidden.T @ error, error.sum(0))
        for weights, moved, gradient in zip(self._dense, self._dense_moved, gradients, strict=True):
            moved += gradient * gradient
            weights -= rate * gradient / (np.sqrt(moved) + np.float32(1e-6))

    def _step_first(self, rows: SparseRows, behind: Floats, rate: np.float32) -> None:
        """Only the features that the batch holds are touched, each once."""
        order = np.argsort(rows.columns, kind="stable")
        columns = rows.columns[order]
        firsts = np.flatnonzero(np.concatenate([[True], columns[1:] != columns[:-1]]))
        owner = np.repeat(np.arange(len(rows)), np.diff(rows.starts))[order]
        gradient = np.add.reduceat(behind[owner] * rows.values[order, None], firsts, axis=0)
        touched = columns[firsts]
        self._moved[touched] += np.einsum("ij,ij->i", gradient, gradient) / np.float32(HIDDEN)
        self._network.first[touched] -= rate * gradient / np.sqrt(self._moved[touched])[:, None]


def _thinned(rows: SparseRows, rng: np.random.Generator) -> SparseRows:
    kept = rng.random(len(rows.columns)) > _LEFT_OUT
    kept[rows.starts[:-1]] = True  # a row is never empty
    thinned = rows.within(kept)
    return SparseRows(thinned.starts, thinned.columns, thinned.values / (1 - _LEFT_OUT), rows.width)


def _shares(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares
