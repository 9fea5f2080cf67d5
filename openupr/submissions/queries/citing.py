"""Recommendations of the record that a paragraph may cite."""

from dataclasses import dataclass

from openupr.coalitions.models import Coalition
from openupr.recommendations.queries.question import Question
from openupr.recommendations.queries.search import find
from openupr.recommendations.queries.the_index import RecordNotReady

from .document import citations

MOST = 8


@dataclass(frozen=True, slots=True)
class Citable:
    """A recommendation, what a citation of it says, and how it is written."""

    key: str
    text: str
    said: str

    @property
    def markup(self) -> str:
        """What is typed to cite it."""
        return f"[[{self.key}]]"


def citable(words: str, *, coalition: Coalition) -> list[Citable] | None:
    """The recommendations to the State under Review that fit the words best; None where no record is loaded."""
    try:
        found = find(Question(words=words, filters={"state": (coalition.review.iso3,)}), limit=MOST)
    except RecordNotReady:
        return None
    rows = [result.fields for result in found.results]
    said = citations([f"[[{row['id']}]]" for row in rows], coalition)
    return [Citable(str(row["id"]), row["text"], said.get(str(row["id"]), "")) for row in rows]
