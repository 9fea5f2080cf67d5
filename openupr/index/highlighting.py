"""Highlights: where in a row's text the words of the query stand."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation
from openupr.index.stretches import places
from openupr.index.tree import Node, Phrase, Prefix, SearchWord, wanted_terms
from openupr.text.words import stem

Spans = list[tuple[int, int]]
"""Places in a text as characters [start, end), in order, without overlap."""


def highlights(index: Generation, tree: Node, rows: Sequence[int]) -> list[Spans]:
    """For each row the places of the query's words: all forms of a word, phrases as one span."""
    terms = list(wanted_terms(tree))
    if not terms or not rows:
        return [[] for _ in rows]
    where, lengths = places(index.array["row_starts"], np.array(rows))
    at, last = _marks(index, terms, index.array["tokens"].take(where))
    starts = index.array["starts"].take(where.take(at)).tolist()
    stops = index.array["ends"].take(where.take(at if last is None else last.take(at))).tolist()
    spans = list(zip(starts, stops, strict=True))
    borders = at.searchsorted(lengths.cumsum()).tolist()
    spans_of_rows = [spans[a:b] for a, b in pairwise([0, *borders])]
    return spans_of_rows if last is None else list(map(_merged, spans_of_rows))


def _marks(
    index: Generation, terms: Sequence[SearchWord | Prefix | Phrase], tokens: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64] | None]:
    """The tokens with which a match begins; and for each token of all, the last one of the longest
    match that begins with it: None where no match has more than one, so that none can overlap.
    """
    begins, last = np.zeros(len(tokens), np.bool_), None
    for term in terms:
        match term:
            case SearchWord(surface):
                number = index.stems.find(stem(surface))
                if number is not None:
                    begins |= index.array["surface_stems"].take(tokens) == number
            case Prefix(surface):
                first, end = index.surfaces.under(surface)
                begins |= (tokens > first) & (tokens <= end)
            case Phrase(surfaces):
                phrase_begins = _phrase_begins(index, surfaces, tokens)
                begins[phrase_begins] = True
                last = np.arange(len(tokens)) if last is None else last
                last[phrase_begins] = np.maximum(last[phrase_begins], phrase_begins + len(surfaces) - 1)
    return begins.nonzero()[0], last


def _phrase_begins(index: Generation, surfaces: tuple[str, ...], tokens: NDArray[np.int32]) -> NDArray[np.int64]:
    begins = np.arange(max(len(tokens) - len(surfaces) + 1, 0))
    for at, surface in enumerate(surfaces):
        number = index.surfaces.find(surface)
        begins = begins[tokens[begins + at] == (-1 if number is None else number + 1)]
    return begins


def _merged(spans: Spans) -> Spans:
    merged: Spans = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
