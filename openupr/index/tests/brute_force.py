"""The same answers by looking at every row: slow, short, and without anything the index is made of but its words."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product
from math import log1p

from openupr.index.rows import IndexRow, Value
from openupr.index.selecting import Without
from openupr.index.tree import And, Everything, Node, Not, Nothing, Or, Phrase, Prefix, SearchWord
from openupr.text.words import stem, tokens

Filters = Mapping[str, Collection[Value | None] | Without]


def values_of(row: IndexRow, column: str) -> set[Value | None]:
    given = row.values.get(column)
    several = given if isinstance(given, tuple | list | set | frozenset) else (given,)
    return {value for value in several if value not in (None, "")} or {None}


def holds(row: IndexRow, node: Node) -> bool:
    surfaces = [token.surface for token in tokens(row.text)]
    match node:
        case Everything():
            return True
        case Nothing():
            return False
        case SearchWord(surface):
            return stem(surface) in map(stem, surfaces)
        case Prefix(surface):
            return any(known.startswith(surface) for known in surfaces)
        case Phrase(wanted):
            return bool(_phrase_starts(surfaces, wanted))
        case Not(part):
            return not holds(row, part)
        case And(parts):
            return all(holds(row, part) for part in parts)
        case Or(parts):
            return any(holds(row, part) for part in parts)


def fits(row: IndexRow, filters: Filters, *, but: str = "") -> bool:
    asked = {column: wanted for column, wanted in filters.items() if wanted and column != but}
    return all(_passes(values_of(row, column), wanted) for column, wanted in asked.items())


def _passes(values: set[Value | None], wanted: Collection[Value | None] | Without) -> bool:
    if isinstance(wanted, Without):
        return not values & set(wanted.none) and (not wanted.any_of or bool(values & set(wanted.any_of)))
    return bool(values & set(wanted))


def found(rows: Iterable[IndexRow], node: Node, filters: Filters, *, but: str = "") -> list[IndexRow]:
    return [row for row in rows if holds(row, node) and fits(row, filters, but=but)]


def facet(rows: Iterable[IndexRow], node: Node, filters: Filters, column: str) -> list[tuple[Value, int]]:
    counts = Counter(
        value for row in found(rows, node, filters, but=column) for value in values_of(row, column) - {None}
    )
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def cross(rows: Iterable[IndexRow], node: Node, filters: Filters, by: Sequence[str]) -> dict[tuple, int]:
    counts: Counter[tuple] = Counter()
    for row in found(rows, node, filters):
        counts.update(product(*(values_of(row, column) for column in by)))
    return dict(counts)


def marks(text: str, node: Node) -> list[tuple[int, int]]:
    """Characters covered by the wanted terms, as spans that do not overlap."""
    words = tokens(text)
    surfaces = [token.surface for token in words]
    spans = []
    for term in _wanted(node):
        for at, token in enumerate(words):
            if isinstance(term, SearchWord) and stem(token.surface) == stem(term.surface):
                spans.append((token.start, token.end))
            if isinstance(term, Prefix) and token.surface.startswith(term.surface):
                spans.append((token.start, token.end))
            if isinstance(term, Phrase) and at in _phrase_starts(surfaces, term.surfaces):
                spans.append((token.start, words[at + len(term.surfaces) - 1].end))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def word_score(rows: Sequence[IndexRow], row: IndexRow, surface: str) -> float:
    """BM25 of one word in one row (k1 1.2, b 0.75)."""
    every = [[stem(token.surface) for token in tokens(other.text)] for other in rows]
    wanted, mine = stem(surface), [stem(token.surface) for token in tokens(row.text)]
    mean = max(sum(map(len, every)) / len(every), 1.0)
    having = sum(wanted in words for words in every)
    times = mine.count(wanted)
    rarity = log1p((len(every) - having + 0.5) / (having + 0.5))
    return rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * len(mine) / mean)) if times else 0.0


def _phrase_starts(surfaces: Sequence[str], wanted: tuple[str, ...]) -> set[int]:
    return {at for at in range(len(surfaces)) if tuple(surfaces[at : at + len(wanted)]) == wanted}


def _wanted(node: Node) -> list[SearchWord | Prefix | Phrase]:
    match node:
        case SearchWord() | Prefix() | Phrase():
            return [node]
        case And(parts) | Or(parts):
            return [term for part in parts for term in _wanted(part)]
    return []
