"""Which rows a query tree matches, and how well."""

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation, Rows, Scores
from openupr.index.postings import SATURATION, rarity
from openupr.index.row_sets import NO_ROWS, Found, any_of, both, everything, marked, without
from openupr.index.stretches import runs
from openupr.index.tree import And, Everything, Node, Not, Nothing, Or, Phrase, Prefix, SearchWord
from openupr.text.words import stem


def match(index: Generation, node: Node, *, scored: bool = True) -> Found | None:
    """Rows that match the tree; None stands for all rows, unscored, so that browsing touches none
    of them.
    """
    match node:
        case Everything():
            return None
        case Nothing():
            return Found(NO_ROWS)
        case SearchWord(surface):
            return word_rows(index, surface, scored=scored)
        case Prefix(surface):
            return _prefix_rows(index, surface, scored=scored)
        case Phrase(surfaces):
            return _phrase_rows(index, surfaces, scored=scored)
        case Not(part):
            return _all_but(index, [part])
        case And(parts):
            return _all_of(index, parts, scored=scored)
        case Or(parts):
            return any_of([_rows(index, part, scored=scored) for part in parts], index.rows)


def _rows(index: Generation, node: Node, *, scored: bool) -> Found:
    result = match(index, node, scored=scored)
    return Found(everything(index.rows)) if result is None else result


def _all_of(index: Generation, parts: tuple[Node, ...], *, scored: bool) -> Found:
    wanted = [_rows(index, part, scored=scored) for part in parts if not isinstance(part, Not)]
    unwanted = [part.part for part in parts if isinstance(part, Not)]
    if not wanted:
        return _all_but(index, unwanted)
    wanted.sort(key=lambda rows_of_part: len(rows_of_part.rows))
    result = wanted[0]
    for other in wanted[1:]:
        result = both(result, other, index.rows)
    for part in unwanted:
        result = without(result, _rows(index, part, scored=False).rows, index.rows)
    return result


def _all_but(index: Generation, parts: list[Node]) -> Found:
    mask = np.ones(index.rows, np.bool_)
    for part in parts:
        mask[_rows(index, part, scored=False).rows] = False
    return Found(mask.nonzero()[0].astype(np.int32))


def word_rows(index: Generation, surface: str, *, scored: bool) -> Found:
    return stem_rows(index, stem(surface), scored=scored)


def stem_rows(index: Generation, wanted: str, *, scored: bool = True) -> Found:
    """Rows with a stem."""
    number = index.stems.find(wanted)
    if number is None:
        return Found(NO_ROWS)
    edges = index.array["stem_edges"]
    place = slice(int(edges[number]), int(edges[number + 1]))
    return Found(index.array["stem_rows"][place], index.array["stem_scores"][place] if scored else None)


def _prefix_rows(index: Generation, surface: str, *, scored: bool) -> Found:
    first, last = index.surfaces.under(surface)
    edges = index.array["surface_edges"]
    occurrences = index.array["occurrence_rows"][int(edges[first]) : int(edges[last])]
    if len(occurrences) < index.rows // 64:
        ordered = np.sort(occurrences)
        rows = ordered.take(runs(ordered)[0])
    else:
        rows = marked(occurrences, index.rows).nonzero()[0].astype(np.int32)
    # A prefix stands for many words of different rarity: each row counts it once, as one word this
    # frequent.
    return Found(rows, _scores(index, rows, None) if scored else None)


def _phrase_rows(index: Generation, surfaces: tuple[str, ...], *, scored: bool) -> Found:
    occurrences = phrase_places(index, surfaces)[1]
    rows = index.array["occurrence_rows"].take(occurrences)
    starts, times = runs(rows)
    rows = rows.take(starts)
    return Found(rows, _scores(index, rows, times) if scored else None)


def phrase_places(index: Generation, surfaces: tuple[str, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the phrase begins among all tokens, in order, and the number of an occurrence in the
    same row.

    Starts from the rarest of its words and looks at that word's neighbours only.
    """
    numbers = [index.surfaces.find(surface) for surface in surfaces]
    none = np.zeros(0, np.int64)
    if any(number is None for number in numbers):
        return none, none
    known = [number for number in numbers if number is not None]
    edges, tokens = index.array["surface_edges"], index.array["tokens"]
    rarest = min(range(len(known)), key=lambda at: int(edges[known[at] + 1] - edges[known[at]]))
    first, last = int(edges[known[rarest]]), int(edges[known[rarest] + 1])
    places = index.array["occurrences"][first:last].astype(np.int64)
    if rarest:
        places -= rarest
    occurrences = None
    for at, number in enumerate(known):
        if at != rarest:
            fits = (tokens.take(places + at, mode="clip") == number + 1).nonzero()[0]
            places, occurrences = places.take(fits), fits if occurrences is None else occurrences.take(fits)
    return places, np.arange(first, last) if occurrences is None else occurrences + first


def _scores(index: Generation, rows: Rows, times: NDArray[np.int64] | None) -> Scores:
    norms = index.array["row_norms"].take(rows)
    weight = np.float32(rarity(len(rows), index.rows) * (SATURATION + 1))
    if times is None:
        norms += np.float32(1)
        return np.divide(weight, norms, out=norms)
    scores: Scores = (weight * times / (times + norms)).astype(np.float32)
    return scores
