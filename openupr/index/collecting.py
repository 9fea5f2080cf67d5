"""The first pass of a build: rows become numbers, one after the other, without being kept."""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b
from itertools import count
from pathlib import Path

from openupr.index.rows import Column, IndexRow, UnknownColumn, Value
from openupr.text.words import cut


class MixedColumn(TypeError):
    """A column holds text in one row and integers in another, or something that is neither."""


class ColumnCodes:
    """Values of one column as they come: each set of values is one code, numbered as it first appears."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.sets: dict[tuple[Value, ...], int] = {}
        self.codes = array("i")
        self._known: dict[object, int] = {}

    def add(self, given: object) -> None:
        key = tuple(given) if isinstance(given, list | set | frozenset) else given
        try:
            code = self._known.get(key, -1)  # what rows before had needs no second look
        except TypeError:
            code = -1  # unhashable: no value of ours
        if code < 0:
            code = self._known[key] = self.sets.setdefault(self._values(key), len(self.sets))
        self.codes.append(code)

    def _values(self, given: object) -> tuple[Value, ...]:
        if given is None or given == "":
            return ()
        if isinstance(given, str | int):
            return (given,)
        if not self.column.multi or not isinstance(given, tuple):
            raise MixedColumn(f'Column "{self.column.name}" takes one text or integer a row, not {given!r}.')
        kept = dict.fromkeys(value for value in given if value is not None and value != "")
        return tuple(kept) if len(kept) < 2 else tuple(sorted(kept))


class TokenCollector:
    """The words of row after row; 0 stands before, between and after rows, so that no phrase crosses over."""

    def __init__(self) -> None:
        self.numbers: defaultdict[str, int] = defaultdict(count(1).__next__)
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


class BlobWriter:
    """Pieces of bytes behind one another in a file, and where each ends."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=1 << 20)
        self.edges = array("q", [0])

    def add(self, piece: bytes) -> None:
        self._file.write(piece)
        self.edges.append(self.edges[-1] + len(piece))

    def close(self) -> None:
        self._file.close()


class Collector:
    """Everything the second pass needs to know of the rows; payloads and texts are on disk already."""

    def __init__(self, folder: Path, columns: Sequence[Column]) -> None:
        self.ids = array("q")
        self.tokens = TokenCollector()
        self.columns = [ColumnCodes(column) for column in columns]
        self.payloads = BlobWriter(folder / "payloads.bin")
        self.texts = BlobWriter(folder / "texts.bin")
        self._known = {column.name for column in columns}

    def add(self, row: IndexRow) -> None:
        if not row.values.keys() <= self._known:
            raise UnknownColumn(min(row.values.keys() - self._known), tuple(sorted(self._known)))
        self.ids.append(row.id)
        self.tokens.add(row.text)
        for codes in self.columns:
            codes.add(row.values.get(codes.column.name))
        self.payloads.add(row.payload)
        self.texts.add(row.text.encode("utf-8", "surrogatepass"))

    def close(self) -> None:
        self.payloads.close()
        self.texts.close()


def key_of_words(surfaces: Sequence[str]) -> int:
    """One number for one wording: rows with the same words, whatever their signs and capitals, share it.

    64 bits: at a million wordings two differing ones meet with a chance of one in thirty million.
    """
    return int.from_bytes(blake2b(" ".join(surfaces).encode(), digest_size=8).digest(), "little")
