"""The first pass of a build: rows become numbers, one after the other, without being kept."""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from openupr.index.generation import Generation
from openupr.index.rows import Column, IndexRow, UnknownColumn, Value
from openupr.text.words import cut, stem


class MixedColumn(TypeError):
    """A column holds text in one row and integers in another, or something that is neither."""


class ColumnCodes:
    """Values of one column as they come: each set of values is one code, numbered as it first
    appears.
    """

    def __init__(self, column: Column, before: Generation | None) -> None:
        self.column = column
        self.sets: dict[tuple[Value, ...], int] = {}
        self.codes = array("i")
        self._known: dict[object, int] = {}
        self._before = np.zeros(0, np.int32)
        if before is not None:
            sets, self._before = before.sets_of_rows(column.name)
            self.sets = {values: code for code, values in enumerate(sets)}

    def keep(self, first: int, last: int) -> None:
        """The rows [first, last) of the generation before, as they are there."""
        self.codes.frombytes(self._before[first:last].tobytes())

    def settle(self) -> None:
        """After the last row: number the sets as if all rows had come anew, without those that no
        row has any more.
        """
        codes = np.frombuffer(self.codes, np.int32)
        firsts = np.full(len(self.sets), len(codes))
        firsts[codes[::-1]] = np.arange(len(codes))[::-1]  # of several rows the first is written last
        order = np.argsort(firsts, kind="stable")[: np.count_nonzero(firsts < len(codes))]
        numbers = np.zeros(len(self.sets), np.int32)
        numbers[order] = np.arange(len(order), dtype=np.int32)
        sets = list(self.sets)
        self.sets = {sets[code]: number for number, code in enumerate(order.tolist())}
        self.codes = array("i", numbers[codes].tobytes())

    def add(self, value: object) -> None:
        key = tuple(value) if isinstance(value, list | set | frozenset) else value
        try:
            code = self._known.get(key, -1)  # what rows before had needs no second look
        except TypeError:
            code = -1  # unhashable: no value of ours
        if code < 0:
            code = self._known[key] = self.sets.setdefault(self._values(key), len(self.sets))
        self.codes.append(code)

    def _values(self, cell: object) -> tuple[Value, ...]:
        if cell is None or cell == "":
            return ()
        if isinstance(cell, str | int):
            return (cell,)
        if not self.column.multi or not isinstance(cell, tuple):
            raise MixedColumn(f'Column "{self.column.name}" takes one text or integer a row, not {cell!r}.')
        kept = dict.fromkeys(value for value in cell if value is not None and value != "")
        return tuple(kept) if len(kept) < 2 else tuple(sorted(kept))


class TokenCollector:
    """The words of row after row; 0 stands before, between and after rows, so that no phrase
    crosses over.
    """

    def __init__(self, before: Generation | None) -> None:
        known = list(before.surfaces) if before is not None else []
        self.numbers: defaultdict[str, int] = defaultdict(count(len(known) + 1).__next__)
        self.numbers.update((surface, number) for number, surface in enumerate(known, start=1))
        self._before = before
        self._stems = before.stems_of_surfaces() if before is not None else {}
        self.tokens = array("i", [0])
        self.starts = array("I", [0])
        self.ends = array("I", [0])
        self.row_starts = array("q")
        self.text_keys = array("Q")

    def add(self, text: str) -> None:
        surfaces, starts, ends = cut(text)
        self.row_starts.append(len(self.tokens))
        self.text_keys.append(key_of_words(surfaces))
        self.tokens.extend(map(self.numbers.__getitem__, surfaces))
        self.starts.extend(starts)
        self.ends.extend(ends)
        self.tokens.append(0)
        self.starts.append(0)
        self.ends.append(0)

    def keep(self, first: int, last: int) -> None:
        """The rows [first, last) of the generation before; its words have the same numbers here."""
        arrays = self._before.array  # type: ignore[union-attr]
        edges = arrays["row_starts"][first : last + 1]
        self.row_starts.frombytes((edges[:-1] + (len(self.tokens) - edges[0])).tobytes())
        self.text_keys.frombytes(arrays["text_keys"][first:last].tobytes())
        places = slice(edges[0], edges[-1])
        self.tokens.frombytes(arrays["tokens"][places].tobytes())
        self.starts.frombytes(arrays["starts"][places].astype(np.uint32).tobytes())
        self.ends.frombytes(arrays["ends"][places].astype(np.uint32).tobytes())

    def used_surfaces(self) -> list[str]:
        """Every word that some row has; those of rows that are gone are not among them."""
        used = np.bincount(np.frombuffer(self.tokens, np.int32), minlength=len(self.numbers) + 1) > 0
        return [surface for surface, number in self.numbers.items() if used[number]]

    def stem_of(self, surface: str) -> str:
        """Its stem: to find one takes longer than to look it up."""
        known = self._stems.get(surface)
        return stem(surface) if known is None else known


class BlobWriter:
    """Pieces of bytes behind one another in a file, and where each ends."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=1 << 20)
        self.edges = array("q", [0])

    def add(self, piece: bytes) -> None:
        self._file.write(piece)
        self.edges.append(self.edges[-1] + len(piece))

    def add_all(self, pieces: memoryview, edges: NDArray[np.int64]) -> None:
        """Pieces one behind the other; `edges` is where each begins and the last ends, counted from
        anywhere.
        """
        self._file.write(pieces)
        self.edges.frombytes((edges[1:] + (self.edges[-1] - edges[0])).tobytes())

    def close(self) -> None:
        self._file.close()


class Collector:
    """Everything the second pass needs to know of the rows; payloads and texts are on disk
    already.
    """

    def __init__(self, folder: Path, columns: Sequence[Column], before: Generation | None = None) -> None:
        self.ids = array("q")
        self.fingerprints = array("Q")
        self.tokens = TokenCollector(before)
        self.columns = [ColumnCodes(column, before) for column in columns]
        self.payloads = BlobWriter(folder / "payloads.bin")
        self.texts = BlobWriter(folder / "texts.bin")
        self._known = {column.name for column in columns}
        self._before = before
        # Rows of the generation before that follow one another there and here are kept in one go:
        # [first, last).
        self._first = self._last = 0

    def add(self, row: IndexRow | int) -> None:
        if isinstance(row, int):
            if row != self._last:
                self._keep()
                self._first = row
            self._last = row + 1
            return
        self._keep()
        if not row.values.keys() <= self._known:
            raise UnknownColumn(min(row.values.keys() - self._known), tuple(sorted(self._known)))
        self.ids.append(row.id)
        self.fingerprints.append(row.fingerprint)
        self.tokens.add(row.text)
        for codes in self.columns:
            codes.add(row.values.get(codes.column.name))
        self.payloads.add(row.payload)
        self.texts.add(row.text.encode("utf-8", "surrogatepass"))

    def _keep(self) -> None:
        first, last, before = self._first, self._last, self._before
        self._first = self._last
        if before is None or first == last:
            return
        self.ids.frombytes(before.array["ids"][first:last].tobytes())
        self.fingerprints.frombytes(before.array["fingerprints"][first:last].tobytes())
        self.tokens.keep(first, last)
        for codes in self.columns:
            codes.keep(first, last)
        self.payloads.add_all(before.payloads_between(first, last), before.array["payload_edges"][first : last + 1])
        self.texts.add_all(before.texts_between(first, last), before.array["text_edges"][first : last + 1])

    def settle(self) -> None:
        """After the last row."""
        self._keep()
        if self._before is not None:
            for codes in self.columns:
                codes.settle()

    def close(self) -> None:
        self.payloads.close()
        self.texts.close()


def key_of_words(surfaces: Sequence[str]) -> int:
    """One number for one wording: rows with the same words, whatever their signs and capitals,
    share it.

    64 bits: at a million wordings two differing ones meet with a chance of one in thirty million.
    """
    return int.from_bytes(blake2b(" ".join(surfaces).encode(), digest_size=8).digest(), "little")
