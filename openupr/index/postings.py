"""Words to rows: the arrays that answer which rows hold a word, how well, and where in the row.

A *surface* is a word as written (folded), numbered from 1 in sorted order; 0 parts rows.
A *stem* is numbered from 0.

tokens            surface of each place in the record, rows one after the other, parted by 0
starts, ends      where each token stands in its row's text, as characters
row_starts        first place of each row; the last entry is one past the end
surface_edges     occurrences of surface s are [edges[s-1], edges[s]) of ...
occurrences       ... places, in order, and ...
occurrence_rows   ... their rows
surface_stems     stem of each surface (-1 for 0)
stem_edges        rows of stem t are [edges[t], edges[t+1]) of ...
stem_rows         ... rows, in order, and ...
stem_scores       ... what the stem adds to each row's score (BM25)
row_norms         BM25's part that depends on the row's length only
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from openupr.index.collecting import TokenCollector
from openupr.index.storage import ArrayWriter
from openupr.index.vocabulary import write_vocabulary

SATURATION = 1.2
"""BM25's k1: how soon a repeated word stops adding to a score (Robertson & Zaragoza 2009: 1.2 to
2).
"""
LENGTH_WEIGHT = 0.75
"""BM25's b: how much a long row is marked down."""


def rarity(rows_with: int | NDArray[np.int64], rows: int) -> NDArray[np.float64]:
    """BM25's idf, in the form that is never negative."""
    return np.asarray(np.log1p((rows - rows_with + 0.5) / (rows_with + 0.5)))


def write_postings(writer: ArrayWriter, collected: TokenCollector) -> None:
    """Turn the tokens of all rows into the arrays above."""
    surfaces = sorted(collected.used_surfaces())
    tokens = _renumbered(collected, surfaces)
    row_starts = np.append(np.frombuffer(collected.row_starts, np.int64), len(tokens))
    lengths = np.diff(row_starts) - 1
    row_of = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths + 1)
    row_of = np.concatenate([np.zeros(1, np.int32), row_of])  # the 0 before the first row
    norms = _row_norms(lengths)
    _write_places(writer, collected, tokens, row_starts)
    _write_surfaces(writer, surfaces, tokens, row_of)
    _write_stems(writer, [collected.stem_of(surface) for surface in surfaces], tokens, row_of, norms)
    writer.add("row_norms", norms)


def _renumbered(collected: TokenCollector, surfaces: list[str]) -> NDArray[np.int32]:
    """Tokens with surfaces numbered in sorted order instead of order of appearance."""
    order = np.zeros(len(collected.numbers) + 1, np.int32)
    firsts = np.fromiter(map(collected.numbers.__getitem__, surfaces), np.int64, len(surfaces))
    order[firsts] = np.arange(1, len(surfaces) + 1, dtype=np.int32)
    return order[np.frombuffer(collected.tokens, np.int32)]


def _row_norms(lengths: NDArray[np.int64]) -> NDArray[np.float32]:
    mean = max(float(lengths.mean()), 1.0) if len(lengths) else 1.0
    return (SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * lengths / mean)).astype(np.float32)


def _write_places(
    writer: ArrayWriter, collected: TokenCollector, tokens: NDArray[np.int32], row_starts: NDArray[np.int64]
) -> None:
    starts, ends = np.frombuffer(collected.starts, np.uint32), np.frombuffer(collected.ends, np.uint32)
    narrow = np.uint16 if ends.max() < 2**16 else np.uint32
    writer.add("tokens", tokens)
    writer.add("starts", starts.astype(narrow))
    writer.add("ends", ends.astype(narrow))
    writer.add("row_starts", row_starts)


def _write_surfaces(
    writer: ArrayWriter, surfaces: list[str], tokens: NDArray[np.int32], row_of: NDArray[np.int32]
) -> None:
    write_vocabulary(writer, "surface", surfaces)
    # Sorting number and place packed in one integer is several times faster than an argsort.
    packed = tokens.astype(np.uint64) << np.uint64(32) | np.arange(len(tokens), dtype=np.uint64)
    packed = np.sort(packed[tokens > 0])
    places = (packed & np.uint64(0xFFFFFFFF)).astype(np.int64)
    edges = np.zeros(len(surfaces) + 1, np.int64)
    np.cumsum(np.bincount(tokens, minlength=len(surfaces) + 1)[1:], out=edges[1:])
    writer.add("surface_edges", edges)
    writer.add("occurrences", places.astype(np.int32))
    writer.add("occurrence_rows", row_of[places])


def _write_stems(
    writer: ArrayWriter,
    stems: list[str],
    tokens: NDArray[np.int32],
    row_of: NDArray[np.int32],
    norms: NDArray[np.float32],
) -> None:
    known = sorted(set(stems))
    numbers: Mapping[str, int] = {name: number for number, name in enumerate(known)}
    stem_of = np.array([-1, *map(numbers.__getitem__, stems)], np.int32)
    write_vocabulary(writer, "stem", known)
    writer.add("surface_stems", stem_of)

    kept = tokens > 0
    packed = np.sort(stem_of[tokens[kept]].astype(np.uint64) << np.uint64(32) | row_of[kept].astype(np.uint64))
    firsts = np.flatnonzero(np.append(True, packed[1:] != packed[:-1])[: len(packed)])
    times = np.diff(np.append(firsts, len(packed)))
    packed = packed[firsts]
    stem_numbers = (packed >> np.uint64(32)).astype(np.int64)
    rows = (packed & np.uint64(0xFFFFFFFF)).astype(np.int32)
    frequencies = np.bincount(stem_numbers, minlength=len(known))
    weights = rarity(frequencies, len(norms))
    edges = np.zeros(len(known) + 1, np.int64)
    np.cumsum(frequencies, out=edges[1:])
    writer.add("stem_edges", edges)
    writer.add("stem_rows", rows)
    writer.add(
        "stem_scores",
        (weights[stem_numbers] * times * (SATURATION + 1) / (times + norms[rows])).astype(np.float32),
    )
