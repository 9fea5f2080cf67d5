"""What of the record is nearest to a draft: what is close to it, with the answers, and the rest apart from these."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from openupr.recommendations.queries.question import Question
from openupr.recommendations.queries.search import Result
from openupr.recommendations.queries.similar import Alike, Similar, similar
from openupr.text.words import stem

from ..rules.likeness import LESS_ALIKE, ONE_WORD, REPEATS, TELLING, likeness, telling

SHOWN = 10
# A short plain draft has few words: what has its one telling word is looked for further down than what is close to it.
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest wordings of the record. `close` are about the same as the draft, `others` are not; of `close` those
    are `repeated` that the draft seems to repeat; `one_word` are further ones that have a telling word of the draft.
    """

    found: Similar
    close: list[Alike]
    others: list[Alike]
    repeated: list[Alike]
    one_word: list[Alike]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each recommendation that is close."""
        return [row for each in self.close for row in _rows(each)]

    @property
    def responses(self) -> Counter[str]:
        """How many of these were supported, noted ...; "" counts those of which no response is recorded."""
        return Counter(row["response"] or "" for row in self.rows)

    @property
    def compared(self) -> bool:
        """Whether the draft could be compared at all: one in a script that the record does not hold could not."""
        return not self.found.unsupported

    @property
    def by_meaning(self) -> bool:
        """Whether meaning was compared, too: by words alone nobody can tell what is less alike from what is unlike."""
        return self.found.method == "both"

    @property
    def states(self) -> list[str]:
        """Who made them, by name, each once; the State's own pledges have nobody."""
        return sorted({row["from"] for row in self.rows if row["from"]})


def nearest(question: Question) -> Nearest:
    """What is nearest to the question's words. Raises NothingToCompare, RecordNotReady."""
    found, draft = similar(question, limit=_LOOKED_AT), question.words
    first = found.groups[:SHOWN]
    repeated = [each for each in first if likeness(draft, each.nearest.fields["text"]) >= REPEATS]
    close = [each for each in first if each in repeated or len(_shared(draft, each.nearest)) >= TELLING]
    one_word = [each for each in found.groups if each not in close and _shared(draft, each.nearest)]
    return Nearest(found, close, [each for each in first if each not in close], repeated, one_word)


def less_alike(near: Nearest) -> list[Alike]:
    """Of what is not close, that which is still near the draft in meaning, where meaning was compared; and where
    nothing is close, what has a telling word of the draft, be it in another meaning where none was compared.
    """
    meant = [each for each in near.others if _near(each, LESS_ALIKE)]
    worded = [each for each in near.one_word if each not in meant and (not near.by_meaning or _near(each, ONE_WORD))]
    return (meant if near.close else meant + worded)[:SHOWN]


def _near(alike: Alike, least: float) -> bool:
    return alike.cosine is not None and alike.cosine >= least


def _rows(alike: Alike) -> list[dict[str, Any]]:
    return [alike.nearest.fields, *alike.others]


def _shared(draft: str, found: Result) -> set[str]:
    """The telling words of the draft that stand in a recommendation: of those that a search would mark in it."""
    text = found.fields["text"]
    return telling((stem(text[start:end].casefold()) for start, end in found.highlights), draft, text)
