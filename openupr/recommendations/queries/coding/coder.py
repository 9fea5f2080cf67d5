"""Codes texts by what was learned: nothing here learns, nothing here asks the database."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from openupr.index.learning.counting import Beginnings
from openupr.index.learning.network import Network
from openupr.index.learning.sparse import Floats, SparseRows
from openupr.index.learning.vocabulary import Kind, Vocabulary
from openupr.text.opening import beginnings, opening
from openupr.text.speaking_of import speaking_of, spelled
from openupr.text.words import cut

from .suggestion import ActionEvidence, IssueEvidence, Suggestion

# Chosen on sessions 15 and 16 after learning from those before; sessions 17 and 18 were kept for the test.
LIKELY = -0.35
"""Margin from which an issue is suggested: below 0, because coders give an issue rather more often than a margin."""
ABOUT = (
    Kind("words", least=2, rare_tell_more=True),
    Kind("pieces", least=3, weight=0.7, rare_tell_more=True),
    Kind("pairs", least=4, weight=0.5),
)
ASKED = (
    Kind("phrases", least=2, rare_tell_more=True),
    Kind("opening", least=2, weight=0.65),
    Kind("crossed", least=2, weight=0.75),
    Kind("acts", least=2, weight=0.7),
)
NETWORKS_WEIGH = 2.0
"""What the mean share of the networks counts beside the linear margin; chosen on sessions 13 to 16."""
READ_BY_NETWORKS = ("phrases", "opening")
_STEEPNESS = 4.0
_ACTION_STEEPNESS = 1.5
_SHOWN_FROM = 0.2
_TELLING_ROWS = 5


@dataclass(frozen=True, slots=True)
class AboutWhat:
    """What was learned of issues.

    `words` are the vocabulary's in the order of their columns; `texts`: how many texts have each; `together`: a row
    a word, of those texts how many bear each issue.
    """

    keys: tuple[str, ...]
    vocabulary: Vocabulary
    words: list[str]
    paired: frozenset[str]
    weights: Floats
    together: NDArray[np.uint32]
    texts: NDArray[np.uint32]

    def rows(self, texts: Sequence[str]) -> SparseRows:
        """The features of texts that are learned from."""
        return self.vocabulary.rows(speaking_of(cut(text).surfaces, self.paired) for text in texts)


@dataclass(frozen=True, slots=True)
class AskedWhat:
    """What was learned of action categories: counts of beginnings, a linear model and networks."""

    numbers: tuple[int, ...]
    begun: Beginnings
    verbs: dict[str, str]
    vocabulary: Vocabulary
    weights: Floats
    networks: tuple[Network, ...]

    def rows(self, texts: Sequence[str]) -> SparseRows:
        """The features of texts that are learned from."""
        return self.vocabulary.rows(opening(cut(text).surfaces, self.verbs) for text in texts)

    def margins(self, texts: Sequence[str]) -> Floats:
        """A row a text, a column a category; the greatest is the likeliest."""
        rows = self.rows(texts)
        margins = rows.times(self.weights)
        for network in self.networks:
            shares = network.shares(for_networks(rows, self.vocabulary))
            margins = margins + np.float32(NETWORKS_WEIGH / len(self.networks)) * shares
        return margins


def for_networks(rows: SparseRows, vocabulary: Vocabulary) -> SparseRows:
    """The part of the features that networks read, the first columns."""
    width = max(vocabulary.spans()[name].stop for name in READ_BY_NETWORKS)
    part = rows.within(rows.columns < width)
    return SparseRows(part.starts, part.columns, part.values, width)


@dataclass(frozen=True, slots=True)
class Coder:
    """Suggests the coding of texts, as the coders of the record would most likely have done it."""

    about: AboutWhat
    asked: AskedWhat

    def suggest(self, texts: Sequence[str]) -> list[Suggestion]:
        """A suggestion for each text."""
        if not texts:
            return []
        rows = self.about.rows(texts)
        margins = rows.times(self.about.weights)
        actions = self.asked.margins(texts)
        return [
            self._suggestion(text, rows.columns[rows.starts[n] : rows.starts[n + 1]], margins[n], actions[n])
            for n, text in enumerate(texts)
        ]

    def action_by_counts(self, text: str) -> int:
        """The category by counts of beginnings and the coding rules alone."""
        return self.asked.begun.tell(beginnings(cut(text).surfaces)).label

    def _suggestion(self, text: str, columns: NDArray[np.int32], margins: Floats, actions: Floats) -> Suggestion:
        likely, nearly, why = {}, {}, {}
        scores = 1 / (1 + np.exp(_STEEPNESS * (LIKELY - margins)))
        for n in sorted(np.flatnonzero(scores >= _SHOWN_FROM).tolist(), key=lambda n: -scores[n]):
            key, score = self.about.keys[n], round(float(scores[n]), 3)
            if margins[n] > LIKELY:
                likely[key], why[key] = score, self._words_for(text, columns, n)
            else:
                nearly[key] = score
        powers = np.exp(_ACTION_STEEPNESS * (actions - actions.max()))
        shares = [round(float(share), 3) for share in powers / powers.sum()]
        best = self.asked.numbers[int(actions.argmax())]
        begun = self._begun(text, best)
        return Suggestion(likely, nearly, best, dict(zip(self.asked.numbers, shares, strict=True)), why, begun)

    def _words_for(self, text: str, columns: NDArray[np.int32], issue: int) -> IssueEvidence | None:
        """The words, or two in a row, that speak most for an issue and stood in some recommendations with it."""
        span = self.about.vocabulary.spans()["words"]
        places = columns[(columns >= span.start) & (columns < span.stop)] - span.start
        places = places[self.about.together[places, issue] >= min(_TELLING_ROWS, int(self.about.texts.max(initial=0)))]
        by_weight = places[np.argsort(-self.about.weights[places + span.start, issue])]
        for place in by_weight[:5].tolist():
            if (words := spelled(text, self.about.words[place])) is not None:
                rows = int(self.about.texts[place])
                return IssueEvidence(words, rows, round(int(self.about.together[place, issue]) / rows, 3))
        return None

    def _begun(self, text: str, number: int) -> ActionEvidence:
        """The longest beginning that enough recommendations have, and how many of them are in the category."""
        counts = self.asked.begun.counts
        chain = ["", *beginnings(cut(text).surfaces)]
        begun = [each for each in chain if each in counts and counts[each].total() >= _TELLING_ROWS] or [""]
        rows = counts[begun[-1]].total()
        return ActionEvidence(begun[-1], rows, round(counts[begun[-1]][number] / rows, 3))
