"""The groups of persons that recommendations speak of, as OHCHR's thematic lists name them in their column on who is
affected. Its label "general" stands for everybody and is none of these."""

from dataclasses import dataclass
from functools import cache

from openupr.upr.tables import rows, several


@dataclass(frozen=True, slots=True)
class Population:
    """`key` and `label` are ours; `ohchr_labels` are those that OHCHR's lists carry for it, as they stand there."""

    key: str
    label: str
    ohchr_labels: tuple[str, ...]
    source: str

    def __str__(self) -> str:
        return self.label


POPULATIONS = tuple(
    sorted(
        (
            Population(row["key"], row["label"], several(row["ohchr_labels"]), row["source"])
            for row in rows("populations")
        ),
        key=lambda each: each.label,
    )
)
_BY_KEY = {each.key: each for each in POPULATIONS}


def population(key: str) -> Population:
    """The population group with this key; KeyError when there is none."""
    return _BY_KEY[key]


def from_ohchr(label: str) -> tuple[Population, ...]:
    """The population groups that a label of OHCHR's lists stands for; empty where none does."""
    return _by_label().get(" ".join(label.split()), ())


@cache
def _by_label() -> dict[str, tuple[Population, ...]]:
    found: dict[str, tuple[Population, ...]] = {}
    for each in POPULATIONS:
        for label in each.ohchr_labels:
            found[label] = (*found.get(label, ()), each)
    return found
