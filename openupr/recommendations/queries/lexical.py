"""The rows nearest to a text by the words they share, rare words weighing most (BM25)."""

from collections.abc import Collection, Mapping, Sequence

from openupr.index.language import Query
from openupr.index.search import Hit
from openupr.index.tree import Nothing, Or, Word
from openupr.text.words import cut, stem

from .dimensions import Value
from .the_index import the_index

MOST_WORDS = 60
"""Of a long text only its rarest words are sought; the others hardly change the order."""
# A word that more than this share of all rows hold tells none of them apart.
_EVERYWHERE = 0.5


def words_by_rarity(text: str) -> list[tuple[str, int]]:
    """(word, rows that hold it) of a text: each stem once, those that no row holds left out, the rarest first."""
    index = the_index()
    first = {stem(surface): surface for surface in reversed(cut(text).surfaces)}
    counted = [(word, index.search(Query(Word(word)), limit=0, facets=[]).total) for word in first.values()]
    return sorted(((word, n) for word, n in counted if n), key=lambda pair: (pair[1], pair[0]))


def nearest_by_words(text: str, *, filters: Mapping[str, Collection[Value]], limit: int) -> Sequence[Hit]:
    """At most `limit` rows that share words with the text, the nearest first, with their scores and highlights."""
    index = the_index()
    telling = [word for word, rows in words_by_rarity(text) if rows <= _EVERYWHERE * index.rows]
    words = [Word(word) for word in telling[:MOST_WORDS]]
    tree = Or(tuple(words)) if len(words) > 1 else (words[0] if words else Nothing())
    return index.search(Query(tree), filters=filters, limit=limit, facets=[]).rows
