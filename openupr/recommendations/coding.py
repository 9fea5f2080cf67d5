"""The likely coding of a text: issues and action category, from what was learned."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from openupr.index.generations import NoIndex, current_generation, new_generation
from openupr.index.learning.counting import Beginnings
from openupr.index.learning.sparse import Floats, SparseRows
from openupr.index.learning.vocabulary import CoderVocabulary, FeatureKind, vocabulary_of
from openupr.index.storage import ArrayWriter, DamagedIndex, read_arrays
from openupr.text.opening import beginnings, text_opening
from openupr.text.smart.coding import CATEGORIES, Key, Shares, keys, opening_so, tells
from openupr.text.smart.draft import Draft
from openupr.text.smart.language import ENGLISH, draft_language, is_small
from openupr.text.smart.tables import table_words as smart_words
from openupr.text.speaking_of import speaking_of, spelled
from openupr.text.words import Cut, cut, cutting_version, stem
from openupr.upr.issues import issue

from .models import Ask, SourceRecord
from .the_index import sources_version


@dataclass(frozen=True, slots=True)
class IssueEvidence:
    """Words of the text that speak most for an issue: how many recommendations have them, and how
    many of these have the issue.
    """

    words: str
    rows: int
    share: float

    @property
    def percent(self) -> str:
        return f"{self.share:.0%}"


@dataclass(frozen=True, slots=True)
class ActionEvidence:
    """How the text opens: its verb and what is asked for (as stems), or its verb, the noun that
    tells most, and whether an example follows; how many recommendations open so; the share of them
    in the category. Beginning "": too few open in the same way, and rows and share are of all
    recommendations.
    """

    beginning: str
    rows: int
    share: float


@dataclass(frozen=True, slots=True)
class CodingSuggestion:
    """A suggestion, never a decision. Scores lie between 0 and 1 and order what is likely; they are
    no probabilities.

    `issues`: key of each likely issue -> score, the likeliest first; `nearly`: those that just
    missed. `action` is None for a text without any known word: the commonest category of the record
    is no suggestion.
    """

    issues: dict[str, float]
    nearly: dict[str, float]
    action: int | None
    actions: dict[int, float]
    issue_evidence: dict[str, IssueEvidence | None]
    action_evidence: ActionEvidence

    def document(self) -> dict[str, Any]:
        """One line of what the command says."""
        begun, known = self.action_evidence, self.action is not None
        return {
            "issues": [issue(key).label for key in self.issues],
            "action_category": self.action,
            "scores": {
                "issues": {issue(key).label: score for key, score in {**self.issues, **self.nearly}.items()},
                "action_category": {str(number): score for number, score in self.actions.items()} if known else {},
            },
            "evidence": {
                "issues": {
                    issue(key).label: {"words": evidence.words, "rows": evidence.rows, "share": evidence.share}
                    for key, evidence in self.issue_evidence.items()
                    if evidence is not None
                },
                "action_category": {"beginning": begun.beginning, "rows": begun.rows, "share": begun.share}
                if known
                else None,
            },
        }


# Chosen on sessions 11 to 16 after learning from those before; sessions 17 and 18 were kept for the
# test.
LIKELY = -0.25
"""Margin from which an issue is suggested: below 0, because coders give an issue rather more often
than a margin.
"""
ABOUT = (
    FeatureKind("words", least=2, weight=0.33, growth=0.3, rare_tell_more=True),
    FeatureKind("pieces", least=3, weight=0.125, growth=0.3, rare_tell_more=True),
    FeatureKind("pairs", least=4, weight=0.086, growth=0.45),
)
ASKED = (
    FeatureKind("phrases", least=2, rare_tell_more=True),
    FeatureKind("opening", least=2, weight=0.65),
    FeatureKind("acts", least=2, weight=0.7),
    FeatureKind("verb", least=1, weight=0.3),
    FeatureKind("second", least=1, weight=0.3),
    FeatureKind("third", least=1, weight=0.3),
    FeatureKind("following", least=1, weight=0.15),
)
BY_MEANING = ("verb", "second", "third", "following")
"""The last of the kinds: single words, learned by what they mean."""
_STEEPNESS = 4.0
_ACTION_STEEPNESS = 1.5
_SHOWN_FROM = 0.2
"""Score from which an issue that just missed is shown.

Where none is likely the likeliest of these is suggested after all: coders give every recommendation
an issue.
"""
_TELLING_ROWS = 5
_NONE = Counter[int]()
_MOST_READ = 5000
"""Characters of a text that are read: words are paired, so that time grows with the square of the
length.
"""


@dataclass(frozen=True, slots=True)
class AboutWhat:
    """What was learned of issues.

    `words` are the vocabulary's in the order of their columns; `texts`: how many texts have each;
    `together`: a row a word, of those texts how many bear each issue.
    """

    keys: tuple[str, ...]
    vocabulary: CoderVocabulary
    words: list[str]
    paired: frozenset[str]
    weights: Floats
    together: NDArray[np.uint32]
    texts: NDArray[np.uint32]

    @property
    def enough(self) -> int:
        """How many texts with an issue must have a word before it is named as speaking for the
        issue.
        """
        return min(_TELLING_ROWS, int(self.texts.max(initial=0)))

    def rows(self, texts: Sequence[Cut]) -> SparseRows:
        """The features of texts that are learned from."""
        return self.vocabulary.rows(speaking_of(words.surfaces, self.paired) for words in texts)


@dataclass(frozen=True, slots=True)
class AskedWhat:
    """What was learned of action categories: counts of beginnings, counts of ways of opening, and a
    linear model.
    """

    numbers: tuple[int, ...]
    begun: Beginnings
    opened: Shares
    verbs: dict[str, str]
    vocabulary: CoderVocabulary
    weights: Floats

    def rows(self, texts: Sequence[Cut]) -> SparseRows:
        """The features of texts that are learned from."""
        return self.vocabulary.rows(text_opening(words.surfaces, self.verbs) for words in texts)

    def margins(self, texts: Sequence[Cut]) -> Floats:
        """A row a text, a column a category; the greatest is the likeliest."""
        return self.rows(texts).times(self.weights)


class Telling:
    """Which words of one text speak for its issues."""

    def __init__(self, about: AboutWhat, text: str, words: Cut, columns: NDArray[np.int32]) -> None:
        span = about.vocabulary.spans()["words"]
        self._about, self._text, self._words, self._first = about, text, words, span.start
        self._stems = [stem(surface) for surface in words.surfaces]
        self._places = columns[(columns >= span.start) & (columns < span.stop)] - span.start

    def knows_a_word(self) -> bool:
        """Whether the text has any of the words that were learned, other than "the" and "of"."""
        return any(" " not in word and not is_small(word) for word in map(self._about.words.__getitem__, self._places))

    def words_for(self, issue: int) -> IssueEvidence | None:
        """The words, or two in a row, that speak most for an issue and are in some recommendations
        with it.
        """
        about = self._about
        places = self._places[about.together[self._places, issue] >= about.enough]
        by_weight = places[np.argsort(-about.weights[places + self._first, issue])]
        for place in by_weight[:5].tolist():
            if (words := spelled(self._text, self._words, self._stems, about.words[place])) is not None:
                rows = int(about.texts[place])
                return IssueEvidence(words, rows, round(int(about.together[place, issue]) / rows, 3))
        return None


@dataclass(frozen=True, slots=True)
class Coder:
    """Suggests the coding of texts, as the coders of the record would most likely have done it."""

    about: AboutWhat
    asked: AskedWhat

    def suggest(self, texts: Sequence[str]) -> list[CodingSuggestion]:
        """A suggestion for each text."""
        if not texts:
            return []
        words = [cut(text[:_MOST_READ]) for text in texts]
        rows = self.about.rows(words)
        margins = rows.times(self.about.weights)
        actions = self.asked.margins(words)
        return [
            self._suggestion(text, words[n], rows.columns[rows.starts[n] : rows.starts[n + 1]], margins[n], actions[n])
            for n, text in enumerate(texts)
        ]

    def action_by_counts(self, text: str) -> int:
        """The category by counts of beginnings and the coding rules alone."""
        return self.asked.begun.tell(beginnings(cut(text[:_MOST_READ]).surfaces)).label

    def _suggestion(
        self, text: str, words: Cut, columns: NDArray[np.int32], margins: Floats, actions: Floats
    ) -> CodingSuggestion:
        likely, nearly, why = {}, {}, {}
        telling = Telling(self.about, text, words, columns)
        scores = 1 / (1 + np.exp(_STEEPNESS * (LIKELY - margins)))
        known = len(columns) > 1  # the first stands for every text
        listed = sorted(np.flatnonzero(scores >= _SHOWN_FROM).tolist(), key=lambda n: -scores[n]) if known else []
        suggested = [n for n in listed if margins[n] > LIKELY] or listed[:1]
        for n in listed:
            key, score = self.about.keys[n], round(float(scores[n]), 3)
            if n in suggested:
                likely[key], why[key] = score, telling.words_for(n)
            else:
                nearly[key] = score
        powers = np.exp(_ACTION_STEEPNESS * (actions - actions.max()))
        shares = [round(float(share), 3) for share in powers / powers.sum()]
        best = self.asked.numbers[int(actions.argmax())]
        draft = Draft(text[:_MOST_READ])
        begun = self._evidence(draft, words, best)
        action = best if begun.beginning or telling.knows_a_word() else None
        if draft_language(draft) != ENGLISH:
            action = None  # requests open with a verb in English: "adopter" is no "adopt"
        return CodingSuggestion(likely, nearly, action, dict(zip(self.asked.numbers, shares, strict=True)), why, begun)

    def _evidence(self, draft: Draft, words: Cut, number: int) -> ActionEvidence:
        """The narrowest way to open that enough recommendations share with the draft, how many
        these are, and how many of them are in the category; beginning "" where there is none, and
        then it is all of them.
        """
        counts, opened, chain = self.asked.begun.counts, draft.opening, beginnings(words.surfaces)
        if opened and chain and chain[0] == stem(draft.surfaces[opened.decisive_at]):
            chain = [phrase for phrase in chain[2:] if _names_a_matter(phrase)]
        for beginning in reversed(chain if opened else ["", *chain]):
            if sum(row := [counts.get(beginning, _NONE)[category] for category in CATEGORIES]) >= _TELLING_ROWS:
                return _evidence_of(beginning, row, number)
        for key in filter(tells, keys(draft, opened) if opened else ()):
            if sum(row := opening_so(self.asked.opened, key)) >= _TELLING_ROWS:
                return _evidence_of(str(key), row, number)
        return _evidence_of("", [counts[""][category] for category in CATEGORIES], number)


def _evidence_of(beginning: str, row: Sequence[int], number: int) -> ActionEvidence:
    return ActionEvidence(beginning, sum(row), round(row[CATEGORIES.index(number)] / sum(row), 3))


@cache
def _tells_nothing() -> frozenset[str]:
    lists = ("function", "determiner", "empty_adjective", "degree", "stops")
    return frozenset(stem(word) for name in lists for word in smart_words(name))


def _names_a_matter(beginning: str) -> bool:
    """ "Pay pension", not "pay special" or "pay the": with another matter a verb may ask for
    something else.
    """
    return beginning.split()[-1] not in _tells_nothing()


# Raised when what is learned, or from which features, changes.
SHAPE = 8


def model_folder() -> Path:
    """Derived from the record: it can be deleted, and is learned again."""
    return Path(settings.OPENUPR_HOME) / "models" / "coding"


def model_version() -> str:
    """What a coder of the record's present edition bears."""
    return f"{SHAPE}-{sources_version()}-{cutting_version()}"


def the_coder() -> Coder | None:
    """The coder learned from the record's present edition; None where it must be learned first."""
    try:
        return _read(model_folder(), current_generation(model_folder()), model_version())
    except (NoIndex, FileNotFoundError, DamagedIndex):
        return None


def store(coder: Coder) -> None:
    """Keep a coder as that of the record's present edition, in place of any other."""
    with new_generation(model_folder()) as folder, ArrayWriter(folder) as writer:
        about, actions = coder.about, coder.asked
        _write_vocabulary(writer, "about", about.vocabulary)
        writer.add("about.weights", about.weights.astype(np.float16))
        writer.add("about.together", about.together)
        writer.add("about.texts", about.texts)
        _write_vocabulary(writer, "asked", actions.vocabulary)
        writer.add("asked.weights", actions.weights)
        writer.add("begun", _bytes(json.dumps(actions.begun.counts)))
        writer.add("opened", _bytes(json.dumps([[*key, row] for key, row in actions.opened.items()])))
        writer.finish(
            {
                "version": model_version(),
                "issues": about.keys,
                "paired": sorted(about.paired),
                "numbers": actions.numbers,
                "verbs": actions.verbs,
            }
        )


@lru_cache(maxsize=1)
def _read(folder: Path, generation: str, version: str) -> Coder | None:
    arrays, facts = read_arrays(folder / generation)
    if facts["version"] != version:
        return None
    vocabulary = _vocabulary(arrays, "about", ABOUT)
    about = AboutWhat(
        keys=tuple(facts["issues"]),
        vocabulary=vocabulary,
        words=list(vocabulary.columns["words"]),
        paired=frozenset(facts["paired"]),
        weights=arrays["about.weights"],
        together=arrays["about.together"],
        texts=arrays["about.texts"],
    )
    asked_what = AskedWhat(
        numbers=tuple(facts["numbers"]),
        begun=_beginnings(arrays["begun"]),
        opened={Key(*key): row for *key, row in json.loads(arrays["opened"].tobytes())},
        verbs=facts["verbs"],
        vocabulary=_vocabulary(arrays, "asked", ASKED),
        weights=arrays["asked.weights"],
    )
    return Coder(about, asked_what)


def _write_vocabulary(writer: ArrayWriter, name: str, vocabulary: CoderVocabulary) -> None:
    writer.add(f"{name}.scales", vocabulary.scales)
    for kind, columns in vocabulary.columns.items():
        writer.add(f"{name}.{kind}.words", _bytes("\n".join(columns)))


def _vocabulary(arrays: dict[str, NDArray[Any]], name: str, kinds: Sequence[FeatureKind]) -> CoderVocabulary:
    joined = [arrays[f"{name}.{kind.name}.words"].tobytes().decode() for kind in kinds]
    words = [text.split("\n") if text else [] for text in joined]
    return vocabulary_of(kinds, words, arrays[f"{name}.scales"])


def _beginnings(stored: NDArray[np.uint8]) -> Beginnings:
    begun = Beginnings()
    for beginning, counts in json.loads(stored.tobytes()).items():
        begun.counts[beginning].update({int(label): rows for label, rows in counts.items()})
    return begun


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


class NotLearnedYet(Enum):
    """Why a draft has no likely coding."""

    NO_WORDS = "no-words"
    NO_RECORD = "no-record"
    NOT_LEARNED = "not-learned"

    @property
    def sentence(self) -> str:
        """The same, for who reads the page."""
        return {
            NotLearnedYet.NO_WORDS: _("There is nothing to code yet."),
            NotLearnedYet.NO_RECORD: _(
                "There is no coded record to learn from: import one first, for example UPR Info's export."
            ),
            NotLearnedYet.NOT_LEARNED: _(
                "The program is still reading the record for likely issues. Save, and look again in a few minutes."
            ),
        }[self]


def likely_coding(text: str) -> CodingSuggestion | NotLearnedYet:
    """The issues and the action category that the record's coders would most likely give, with what
    speaks for them.

    One query; the first call of a process reads the model, later ones take some milliseconds.
    """
    if not cut(text).surfaces:
        return NotLearnedYet.NO_WORDS
    coder = the_coder()
    if coder is None:
        return NotLearnedYet.NOT_LEARNED if something_coded() else NotLearnedYet.NO_RECORD
    return coder.suggest([text])[0]


def something_coded() -> bool:
    """Whether the record has issues and action categories to learn from."""
    coded = SourceRecord.objects.filter(preferred=True, ask__kind=Ask.Kind.RECOMMENDATION)
    return coded.exclude(issues=[]).exists() and coded.filter(action__isnull=False).exists()
