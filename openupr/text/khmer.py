"""Khmer is written without spaces between words: a run of it is cut by a learned segmenter."""

from importlib import import_module
from threading import Lock

from openupr.text.folding import fold

LETTERS = "\u1780-\u17d3\u17d7\u17dc\u17dd\u17e0-\u17e9"
"""Khmer letters, signs and digits, without its punctuation (for a regex class)."""
_segmenting = Lock()


def segment(run: str) -> list[tuple[str, int, int]]:
    """Words of a run of Khmer as (folded word, start, end), offsets into `run`.

    Zero-width characters in the run are no word boundaries: writers put them anywhere, so the same
    words with and without them must come out the same.
    """
    kept = [(index, char) for index, char in enumerate(run) if fold(char)]
    words: list[tuple[str, int, int]] = []
    at = 0
    for piece in _cut("".join(char for _, char in kept)):
        surface = fold(piece)
        if surface:
            words.append((surface, kept[at][0], kept[at + len(piece) - 1][0] + 1))
        at += len(piece)
    return words


def _cut(run: str) -> list[str]:
    # Imported here because its model takes a tenth of a second, and most texts hold no Khmer.
    with _segmenting:  # the segmenter holds the run it is cutting: one at a time
        pieces: list[str] = import_module("khmercut").tokenize(run) if run else []
    return pieces
