"""Computes the vectors that are missing, some at a time, for a background job that may be stopped
at any moment.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation
from openupr.index.meaning import UnsupportedLanguage, check_language
from openupr.index.row_vectors import VectorCoverage, vectors_ready
from openupr.index.vectors import VectorStore


def embed_missing(
    index: Generation,
    store: VectorStore,
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    *,
    batch: int = 256,
    order: NDArray[np.int64] | None = None,
) -> Iterator[VectorCoverage]:
    """Encode and store wordings without a vector, a batch each step; yields the coverage reached.

    `order`: all rows of the index, those first that are wanted first; without it they are taken as
    they stand. Texts in a script the encoder does not know stay without. Stopping between or within
    steps loses at most a batch.
    """
    keys = index.array["text_keys"]
    ordered = np.arange(len(keys)) if order is None else order
    missing = ordered[store.open().slots(keys[ordered]) < 0]
    _, firsts = np.unique(keys[missing], return_index=True)
    rows = missing[np.sort(firsts)].tolist()
    for start in range(0, len(rows), batch):
        # Looked at a batch at a time: who stops after a few does not wait for all.
        some = [row for row in rows[start : start + batch] if _encodable(index.text(row))]
        if some:
            store.append(keys[some].tolist(), encode([index.text(row) for row in some]))
            yield vectors_ready(index, store.open())


def _encodable(text: str) -> bool:
    try:
        check_language(text)
    except UnsupportedLanguage:
        return False
    return any(char.isalpha() for char in text)
