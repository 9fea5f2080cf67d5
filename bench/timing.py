"""Asking engines in turn, so that a busy moment of the machine falls on all of them alike."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

from bench.engines.answers import Answer, Engine
from bench.questions import Drawn


@dataclass(slots=True)
class Times:
    """Milliseconds: for each question the median of its rounds."""

    each: list[float] = field(default_factory=list)
    differing: int = 0

    @property
    def median(self) -> float:
        return median(self.each)

    @property
    def slow(self) -> float:
        """The 95th percentile."""
        return quantiles(self.each, n=20)[-1] if len(self.each) > 1 else self.each[0]


def interleaved(
    engines: Sequence[Engine],
    questions: Sequence[Drawn],
    *,
    rounds: int,
    reading: Mapping[str, Callable[[Drawn, Any], Answer]],
) -> dict[str, Times]:
    """Every question goes through all engines in turn, `rounds` times. The first engine's answers are those that the
    answers of the others in `reading` (engine name -> how to read a reply) are compared with, after the clock stopped.
    """
    found = {engine.name: Times() for engine in engines}
    for drawn in questions:
        rows: dict[str, list[float]] = {engine.name: [] for engine in engines}
        replies: dict[str, Any] = {}
        for _ in range(rounds):
            for engine in engines:
                began = time.perf_counter()
                replies[engine.name] = engine.ask(drawn)
                rows[engine.name].append((time.perf_counter() - began) * 1000)
        for name, times in found.items():
            times.each.append(median(rows[name]))
        _compare(found, {name: read(drawn, replies[name]) for name, read in reading.items() if name in replies})
    gc.collect()
    return found


def _compare(found: dict[str, Times], answers: dict[str, Answer]) -> None:
    if not answers:
        return
    (_, expected), *others = answers.items()
    for name, answer in others:
        wanted = {dimension: _text(expected.counts[dimension]) for dimension in answer.counts}
        given = {dimension: _text(counts) for dimension, counts in answer.counts.items()}
        if answer.total != expected.total or given != wanted:
            found[name].differing += 1


def _text(counts: Mapping[Any, int]) -> dict[str, int]:
    """Some engines keep numbers as text."""
    return {str(value): number for value, number in counts.items()}


def median_of(action: Callable[[], Any], times: int) -> float:
    """Milliseconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)
