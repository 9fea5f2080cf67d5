"""The nine core human-rights treaties and their nine optional protocols."""

from dataclasses import dataclass
from functools import cache

from openupr.upr.names import Names
from openupr.upr.tables import rows, several


@dataclass(frozen=True, slots=True)
class Treaty:
    """`body` is the committee watching over it, `year` that of adoption, `kind` core or optional
    protocol.
    """

    abbreviation: str
    title: str
    body: str
    year: int
    kind: str
    other_names: tuple[str, ...]
    status: str
    source: str

    def __str__(self) -> str:
        return self.abbreviation


TREATIES = tuple(
    Treaty(
        abbreviation=row["abbreviation"],
        title=row["title"],
        body=row["body"],
        year=int(row["year"]),
        kind=row["kind"],
        other_names=several(row["other_names"]),
        status=row["status"],
        source=row["source"],
    )
    for row in rows("treaties")
)


def find_treaty(text: str) -> Treaty:
    """The treaty with this abbreviation, title or other name; UnknownName for anything else."""
    return _names().find(text)


@cache
def _names() -> Names[Treaty]:
    entries = ((treaty, (treaty.abbreviation, treaty.title, *treaty.other_names)) for treaty in TREATIES)
    return Names("treaty", entries, label=lambda treaty: treaty.abbreviation)
