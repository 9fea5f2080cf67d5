"""The sources of the record, in the order of preference for counting one review.

Sources of one family describe the same asks with the same counting: UPR Info's export and its
present database are one family, OHCHR's index, its thematic lists and the Working Group's reports
another.
"""

from dataclasses import dataclass

from openupr.upr.tables import rows, several


@dataclass(frozen=True, slots=True)
class Source:
    """`rank` is 1 for the source preferred before all others; `counting` says what one row stands
    for, `sdgs` who chose its Sustainable Development Goals, where that has to be said.
    `names_organisations`: it names them for every State, and where it names none the State is in
    none. `judges`: the dimensions for which it looked at every row; where it names nothing, it
    found none.
    """

    key: str
    label: str
    family: str
    family_label: str
    counting: str
    rank: int
    sdgs: str
    names_organisations: bool
    judges: tuple[str, ...]
    terms: str
    source: str

    def __str__(self) -> str:
        return self.label


SOURCES = tuple(
    Source(
        key=row["key"],
        label=row["label"],
        family=row["family"],
        family_label=row["family_label"],
        counting=row["counting"],
        rank=rank,
        sdgs=row["sdgs"],
        names_organisations=row["names_organisations"] == "1",
        judges=several(row["judges"]),
        terms=row["terms"],
        source=row["source"],
    )
    for rank, row in enumerate(rows("sources"), start=1)
)
_BY_KEY = {entry.key: entry for entry in SOURCES}


def source(key: str) -> Source:
    """The source with this key; KeyError when there is none."""
    return _BY_KEY[key]


def symbols_with_other_numbers(source: str) -> frozenset[str]:
    """The documents of which a source's paragraph numbers are not those of the recommendations."""
    return frozenset(row["symbol"] for row in rows("dialogue_numbers") if row["of"] == source)
