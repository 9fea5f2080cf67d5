"""Recommendations of the record that a paragraph may cite, and citations of what it does not hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openupr.documents.light_markup import cited
from openupr.recommendations.question import Question
from openupr.recommendations.search import search_record
from openupr.recommendations.the_index import RecordNotReady

from ..models import Paragraph, Section, Submission
from ..models import told as written
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


def citable(words: str, *, submission: Submission) -> list[Citable] | None:
    """The recommendations to the State under Review that fit the words best; None where no record is loaded."""
    try:
        found = search_record(Question(words=words, filters={"state": (submission.coalition.review.iso3,)}), limit=MOST)
    except RecordNotReady:
        return None
    rows = [result.fields for result in found.results]
    said = citations([f"[[{row['id']}]]" for row in rows], submission)
    return [Citable(str(row["id"]), row["text"], said.get(str(row["id"]), "")) for row in rows]


def unknown_in(text: str, told: Mapping[str, str]) -> list[str]:
    """The keys that a text cites and of which nothing is told: its files would say them as they are written."""
    return [key for key in cited(text) if key not in told]


def citing_the_unknown(sections: Iterable[Section], told: Mapping[str, str]) -> list[Paragraph]:
    """The written paragraphs that cite what the record does not hold: it was mistyped, or another record was loaded
    since. `told`: what the citations say; a testimony that was withdrawn is no mistake.
    """
    return [each for section in sections for each in written(section) if unknown_in(each.text, told)]
