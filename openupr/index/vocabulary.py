"""A sorted list of words on disk: a word's number, a number's word, the range of numbers under a
prefix.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from openupr.index.storage import Array, ArrayWriter


def write_vocabulary(writer: ArrayWriter, name: str, words: Sequence[str]) -> None:
    """Store words that are sorted by their UTF-8 bytes (Python's order of text is the same)."""
    encoded = [word.encode() for word in words]
    edges = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum([len(word) for word in encoded], out=edges[1:])
    writer.add(f"{name}_letters", np.frombuffer(b"".join(encoded), np.uint8))
    writer.add(f"{name}_letter_edges", edges)


_REMEMBERED = 4096
_AFTER_ALL = b"\xff"  # no letter begins with this byte in UTF-8


class Vocabulary:
    """Reads words where they lie; nothing is loaded."""

    def __init__(self, letters: Array, edges: NDArray[np.int64]) -> None:
        self._letters = letters.data
        self._edges = edges.data
        self._numbers = range(len(self._edges) - 1)
        self._found: dict[str, int | None] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, number: int) -> str:
        return self._word(number).decode()

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, self._numbers)

    def find(self, word: str) -> int | None:
        """The word's number, or None."""
        number = self._found.get(word, -1)  # a query asks for its words several times: to match, to mark, to explain
        if number != -1:
            return number
        sought = word.encode()
        at = bisect_left(self._numbers, sought, key=self._word)
        number = at if at < len(self) and self._word(at) == sought else None
        if len(self._found) >= _REMEMBERED:
            self._found.clear()
        self._found[word] = number
        return number

    def under(self, prefix: str) -> tuple[int, int]:
        """Numbers [first, last) of the words that begin with the prefix."""
        sought = prefix.encode()
        first = bisect_left(self._numbers, sought, key=self._word)
        return first, bisect_left(self._numbers, sought + _AFTER_ALL, first, key=self._word)

    def _word(self, number: int) -> bytes:
        return bytes(self._letters[self._edges[number] : self._edges[number + 1]])
