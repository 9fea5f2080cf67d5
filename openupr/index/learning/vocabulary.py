"""Which features are learned from, and how a text becomes a sparse row of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from openupr.index.learning.sparse import SparseRows

Features = Mapping[str, Iterable[str]]
"""What is said of one text: kind of feature -> the features, in any order, repetitions without effect."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of feature. Those of one text are scaled to a vector of length `weight`.

    `least`: in how many texts a feature must stand to be learned from. `rare_tell_more`: scaled by how rare it is.
    """

    name: str
    least: int = 2
    weight: float = 1.0
    rare_tell_more: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The features of each kind with their column and scale; column 0 is for every text."""

    kinds: tuple[Kind, ...]
    columns: dict[str, dict[str, tuple[int, float]]]
    width: int

    def rows(self, texts: Iterable[Features]) -> SparseRows:
        """A sparse row for each text; what the vocabulary does not know is left out."""
        columns: list[int] = []
        values: list[float] = []
        starts = [0]
        for features in texts:
            columns.append(0)
            values.append(1.0)
            for kind in self.kinds:
                known = self.columns[kind.name]
                found = [known[each] for each in set(features[kind.name]) if each in known]
                length = sum(scale * scale for _, scale in found) ** 0.5
                columns += [column for column, _ in found]
                values += [scale * kind.weight / length for _, scale in found]
            starts.append(len(columns))
        return SparseRows(
            np.array(starts, np.int64), np.array(columns, np.int32), np.array(values, np.float32), self.width
        )

    def spans(self) -> dict[str, range]:
        """The columns of each kind."""
        spans, at = {}, 1
        for kind in self.kinds:
            spans[kind.name] = range(at, at + len(self.columns[kind.name]))
            at = spans[kind.name].stop
        return spans

    def words(self) -> list[tuple[str, list[str], list[float]]]:
        """For storing: each kind's features in the order of their columns, and their scales."""
        return [
            (kind.name, list(self.columns[kind.name]), [scale for _, scale in self.columns[kind.name].values()])
            for kind in self.kinds
        ]


def learn_vocabulary(count: int, features: Callable[[int], Features], kinds: Sequence[Kind]) -> Vocabulary:
    """The vocabulary of `count` texts; `features` is asked for each text once."""
    seen: dict[str, Counter[str]] = {kind.name: Counter() for kind in kinds}
    for number in range(count):
        said = features(number)
        for name, counter in seen.items():
            counter.update(set(said[name]))
    stored = []
    for kind in kinds:
        words = sorted(word for word, texts in seen[kind.name].items() if texts >= kind.least)
        scales = [log((count + 1) / (seen[kind.name][word] + 1)) + 1 if kind.rare_tell_more else 1.0 for word in words]
        stored.append((words, scales))
    return vocabulary_of(kinds, stored)


def vocabulary_of(kinds: Sequence[Kind], stored: Iterable[tuple[Sequence[str], Sequence[float]]]) -> Vocabulary:
    """The vocabulary with these features and scales, in the order of the kinds."""
    columns: dict[str, dict[str, tuple[int, float]]] = {}
    at = 1
    for kind, (words, scales) in zip(kinds, stored, strict=True):
        places = zip(range(at, at + len(words)), scales, strict=True)
        columns[kind.name] = dict(zip(words, places, strict=True))
        at += len(words)
    return Vocabulary(tuple(kinds), columns, at)
