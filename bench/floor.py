"""The physical floor: to count every facet, each row's codes must be read once; memory gives so many bytes a second."""

import time
from dataclasses import dataclass

import numpy as np

from openupr.index.reader import Index

_BYTES = 256 << 20


@dataclass(frozen=True, slots=True)
class Floor:
    """Bytes of codes if each value took the fewest whole bytes it can, and what the index reads instead."""

    code_bytes: int
    profile_bytes: int
    bandwidth: float  # bytes a second, one core reading

    @property
    def milliseconds(self) -> float:
        return self.code_bytes / self.bandwidth * 1000


def floor(index: Index, columns: tuple[str, ...], *, share: float) -> Floor:
    """For a share of the rows."""
    least = 0
    for name in columns:
        counts = index.facet_values(name)
        least += sum(count for _, count in counts) * (1 if len(counts) < 256 else 2)
    return Floor(int(least * share), int(index.generation.profiles.nbytes * share), bandwidth())


def bandwidth() -> float:
    """Bytes a second that one core reads, the best of several passes over more than any cache holds."""
    block = np.ones(_BYTES // 8, np.int64)
    best = min(_taken(block) for _ in range(7))
    return block.nbytes / best


def _taken(block: np.ndarray) -> float:
    began = time.perf_counter()
    block.max()
    return time.perf_counter() - began
