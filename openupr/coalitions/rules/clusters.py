"""A starting set of thematic groups: the eight clusters of a workshop, in our words."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_TABLE = Path(__file__).parent.parent / "data" / "clusters.csv"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A thematic group to start from; `issues` and `populations` are keys of the vocabulary."""

    key: str
    name: str
    focus: str
    issues: tuple[str, ...]
    populations: tuple[str, ...]


def _read() -> tuple[Cluster, ...]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Cluster(
                key=row["key"],
                name=row["name"],
                focus=row["focus"],
                issues=tuple(row["issues"].split("|")),
                populations=tuple(row["populations"].split("|")),
            )
            for row in csv.DictReader(file)
        )


CLUSTERS = _read()


def missing_clusters(names: Iterable[str]) -> list[Cluster]:
    """The themes by whose name there is no group among those of these names."""
    there = {name.casefold() for name in names}
    return [cluster for cluster in CLUSTERS if cluster.name.casefold() not in there]
