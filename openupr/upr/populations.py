"""The groups of persons that recommendations speak of, as OHCHR's thematic lists and index name
them, and the Danish Institute's explorer. OHCHR's label "general" stands for everybody and is none
of these.
"""

from dataclasses import dataclass
from functools import cache

from openupr.upr.names import Names
from openupr.upr.tables import rows, several


@dataclass(frozen=True, slots=True)
class Population:
    """`key` and `label` are ours; `ohchr_labels` and `dihr_labels` are those that OHCHR and the
    Danish Institute have for it, as they stand there. `words`: folded words that name it and nobody
    else; none where it is broad.
    """

    key: str
    label: str
    ohchr_labels: tuple[str, ...]
    dihr_labels: tuple[str, ...]
    words: tuple[str, ...]
    source: str

    def __str__(self) -> str:
        return self.label


POPULATIONS = tuple(
    sorted(
        (
            Population(
                row["key"],
                row["label"],
                several(row["ohchr_labels"]),
                several(row["dihr_labels"]),
                several(row["words"]),
                row["source"],
            )
            for row in rows("populations")
        ),
        key=lambda group: group.label,
    )
)
EVERYBODY = "general"
_BY_KEY = {group.key: group for group in POPULATIONS}
# The labels of the explorer, the longest first: it writes several of them into a cell without a
# sign between them.
_GLUED = sorted({label for group in POPULATIONS for label in group.dihr_labels}, key=len, reverse=True)


def population(key: str) -> Population:
    """The population group with this key; KeyError when there is none."""
    return _BY_KEY[key]


def find_population(text: str) -> Population:
    """The group of this key or label, or the only one that a label of a source stands for.

    Raises UnknownName.
    """
    groups = from_label(text)
    return groups[0] if len(groups) == 1 else _names().find(text)


def from_label(label: str) -> tuple[Population, ...]:
    """The groups that a label of a source stands for; empty where none does."""
    return _by_label().get(_folded(label), ())


def glued_labels(text: str) -> tuple[tuple[str, ...], str]:
    """("ChildrenMigrants") is (("Children", "Migrants"), ""): the explorer's labels, and what is
    left and is none.
    """
    labels: list[str] = []
    rest = text.strip()
    while rest and (label := next((glued for glued in _GLUED if rest.startswith(glued)), "")):
        labels.append(label)
        rest = rest[len(label) :].lstrip(" ,;|")
    return tuple(labels), rest


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


@cache
def _names() -> Names[Population]:
    return Names("group of people", ((group, (group.key, group.label)) for group in POPULATIONS), label=str)


@cache
def _by_label() -> dict[str, tuple[Population, ...]]:
    by_label: dict[str, tuple[Population, ...]] = {}
    for group in POPULATIONS:
        for label in dict.fromkeys(map(_folded, (*group.ohchr_labels, *group.dihr_labels))):
            by_label[label] = (*by_label.get(label, ()), group)
    return by_label
