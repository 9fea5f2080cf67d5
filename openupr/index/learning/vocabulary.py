"""Which features are learned from, and how a text becomes a sparse row of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openupr.index.learning.sparse import Floats, SparseRows

Features = Mapping[str, Iterable[str]]
"""What is said of one text: kind of feature -> the features, in any order, repetitions without
effect.
"""


@dataclass(frozen=True, slots=True)
class FeatureKind:
    """A kind of feature.

    Those of one text are scaled to a vector of length `weight` x (how many there are)^`growth`.

    `least`: in how many texts a feature must stand to be learned from. `rare_tell_more`: scaled by
    how rare it is. Where `growth` is 0 each word of a long text tells less; with more, a long text
    may speak of more things.
    """

    name: str
    least: int = 2
    weight: float = 1.0
    growth: float = 0.0
    rare_tell_more: bool = False


@dataclass(frozen=True, slots=True)
class CoderVocabulary:
    """The features of each kind with their column, a scale for each column; column 0 is for every
    text.
    """

    kinds: tuple[FeatureKind, ...]
    columns: dict[str, dict[str, int]]
    scales: Floats

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.scales)

    def rows(self, texts: Iterable[Features]) -> SparseRows:
        """A sparse row for each text; what the vocabulary does not know is left out."""
        kinds = [(kind.name, self.columns[kind.name].get, kind.weight, kind.growth) for kind in self.kinds]
        columns: list[int] = []
        sizes: list[int] = []  # of the features of each kind in each text, where there are any
        weights: list[float] = []
        starts = [0]
        for features in texts:
            columns.append(0)
            sizes.append(1)
            weights.append(1.0)
            for name, column_of, weight, growth in kinds:
                known = [column for column in map(column_of, set(features[name])) if column is not None]
                if known:
                    columns += known
                    sizes.append(len(known))
                    weights.append(weight * len(known) ** growth)
            starts.append(len(columns))
        where = np.array(columns, np.int32)
        values = _scaled(self.scales[where], np.array(sizes, np.int64), np.array(weights, np.float32))
        return SparseRows(np.array(starts, np.int64), where, values, self.width)

    def spans(self) -> dict[str, range]:
        """The columns of each kind."""
        spans, at = {}, 1
        for kind in self.kinds:
            spans[kind.name] = range(at, at + len(self.columns[kind.name]))
            at = spans[kind.name].stop
        return spans


def learn_vocabulary(count: int, features: Callable[[int], Features], kinds: Sequence[FeatureKind]) -> CoderVocabulary:
    """The vocabulary of `count` texts; `features` is asked for each text once."""
    seen: dict[str, Counter[str]] = {kind.name: Counter() for kind in kinds}
    for number in range(count):
        features_of_text = features(number)
        for name, counter in seen.items():
            counter.update(set(features_of_text[name]))
    words = [sorted(word for word, texts in seen[kind.name].items() if texts >= kind.least) for kind in kinds]
    scales = [np.ones(1)]
    for kind, some in zip(kinds, words, strict=True):
        texts = np.array([seen[kind.name][word] for word in some], np.float64)
        scales.append(np.log((count + 1) / (texts + 1)) + 1 if kind.rare_tell_more else np.ones(len(some)))
    return vocabulary_of(kinds, words, np.concatenate(scales).astype(np.float32))


def vocabulary_of(kinds: Sequence[FeatureKind], words: Iterable[Sequence[str]], scales: Floats) -> CoderVocabulary:
    """The vocabulary of these features, a sequence a kind, in the order of their columns."""
    columns: dict[str, dict[str, int]] = {}
    at = 1
    for kind, some in zip(kinds, words, strict=True):
        columns[kind.name] = dict(zip(some, range(at, at + len(some)), strict=True))
        at += len(some)
    return CoderVocabulary(tuple(kinds), columns, scales)


def _scaled(values: Floats, sizes: NDArray[np.int64], weights: Floats) -> Floats:
    """Each stretch of values, as long as `sizes` say, made a vector of the length in `weights`."""
    if not len(values):
        return values
    lengths = np.sqrt(np.add.reduceat(values * values, np.cumsum(sizes) - sizes))
    scaled: Floats = values * np.repeat(weights / lengths, sizes)
    return scaled
