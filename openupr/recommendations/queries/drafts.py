"""A few words are a query; a draft is longer. To be counted, a draft is brought down to the words that matter in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from openupr.index.language import Query, parse_question
from openupr.index.nearest import WORDS
from openupr.index.tree import SearchWord, wanted_terms
from openupr.text.nearness import fits_any_subject, is_function_word
from openupr.text.words import cut, stem

from .question import Question
from .the_index import the_index

LONGEST_DRAFT = 8000
"""Characters of a draft that are read: a recommendation has some hundreds."""
MOST_QUERY_TERMS = 6
"""More terms than this, without an operator between them, are read as a draft: all of them stand in hardly any row."""
OPERATORS = {"AND", "OR", "NOT"}
NEAREST = 20
"""Rows that a draft is held against."""
_KEY_WORDS = 2
# "Ensure" and "rights" say nothing of what a draft is about: words in more than this share of the rows.
_COMMON = 0.05
# In a small record, as of one report, five in a hundred are too few: "land" is in more.
_FEW = 40


@dataclass(frozen=True, slots=True)
class Sought:
    """What is sought for a text: a query of the query language, and whether it stands for a longer draft."""

    text: str
    query: str
    is_draft: bool

    @property
    def used(self) -> tuple[str, ...]:
        """The words that are sought."""
        return tuple(dict.fromkeys(cut(self.query).surfaces)) if self.is_draft else (self.query,)


def sought(text: str) -> Sought:
    """A query of at most six terms, or one with AND, OR or NOT, as it stands; of a draft the words that matter."""
    plain = " ".join(text[:LONGEST_DRAFT].split())
    terms = sum(1 for _term in wanted_terms(parse_question(plain).tree))
    if terms <= MOST_QUERY_TERMS or OPERATORS & set(plain.split()):
        return Sought(plain, plain, is_draft=False)
    return Sought(plain, " ".join(key_words(plain)), is_draft=True)


def key_words(draft: str) -> list[str]:
    """The two words of a draft, in its order, that say best what it is about: words that most of the rows nearest
    to it hold as well, and few others do. Where its neighbours share no word with it, its rarest. "All" and "every" are
    never among them.
    """
    index = the_index()
    surfaces = [each for each in cut(draft).surfaces if not is_function_word(each)]
    rows = {word: rows_with(word) for word in {stem(each): each for each in reversed(surfaces)}.values()}
    telling = [word for word in rows if 0 < rows[word] <= max(_FEW, _COMMON * index.rows)]
    near = index.nearest(draft, filters=Question().index_filters(), limit=NEAREST, method=WORDS)
    texts = [index.text(group[0].id) or "" for group in near.groups]
    held = Counter(each for text in texts for each in {stem(surface) for surface in cut(text).surfaces})
    # A word that all neighbours hold outweighs a rarer one that only some do.
    weights = {word: held[stem(word)] ** 2 * log(index.rows / rows[word]) for word in telling}
    chosen = sorted(telling, key=lambda word: (-weights[word], rows[word], word))[:_KEY_WORDS]
    return sorted(chosen, key=surfaces.index)


def telling_words(words: Sequence[str]) -> list[str]:
    """Those that can say by themselves what a draft is about; all where none can."""
    return [each for each in words if not fits_any_subject(each)] or list(words)


def rows_with(word: str) -> int:
    """How many rows of the index hold a folded word in any form, of whatever source or kind."""
    return the_index().search(Query(SearchWord(word)), limit=0, facets=[]).total
