"""Cross-tables of two dimensions and response, both chosen at random, against PostgreSQL."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.engines.postgres import Postgres
from bench.questions import Drawn
from openupr.recommendations.counts import cells
from openupr.recommendations.question import Question

SEED = 7


@dataclass(slots=True)
class Crossed:
    """Milliseconds of each table, and how many of PostgreSQL's tables differ from ours."""

    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    differing: int = 0

    @property
    def ratio(self) -> float:
        return median(self.theirs) / median(self.ours)


def cross_tables(
    postgres: Postgres, dimensions: Sequence[str], questions: Sequence[Drawn], *, tables: int, rounds: int
) -> dict[str, Crossed]:
    """`tables` random tables over the whole record, and as many over questions of the broad set."""
    rng = random.Random(SEED)
    found = {"whole record": Crossed(), "broad questions": Crossed()}
    others = [name for name in dimensions if name not in {"response", "source"}]
    for _ in range(tables):
        by = (*rng.sample(others, 2), "response")
        _one(postgres, Question(), by, rounds, found["whole record"])
        _one(postgres, rng.choice(questions).question, by, rounds, found["broad questions"])
    return found


def _one(postgres: Postgres, question: Question, by: Sequence[str], rounds: int, crossed: Crossed) -> None:
    ours, theirs = [], []
    for _ in range(rounds):
        began = time.perf_counter()
        _, mine = cells(question, by=by)
        between = time.perf_counter()
        reply = postgres.cross(question, by)
        ended = time.perf_counter()
        ours.append((between - began) * 1000)
        theirs.append((ended - between) * 1000)
    crossed.ours.append(median(ours))
    crossed.theirs.append(median(theirs))
    crossed.differing += mine != postgres.read_cross(by, reply)
