"""Reads one stream out of an OLE2 compound document, the box in which an XLS workbook travels.

UPR Info's own workbooks name a sector of the workbook also as the start of the box's small streams, and
strict readers call that corrupt. The library's tolerant mode follows a chain of sectors without noticing that
it runs in a circle, so the stream is taken out here: an overlap is nobody's harm, but a circle or a missing
end refuses the file.
Layout: [MS-CFB], Compound File Binary File Format.
"""

import struct
from collections.abc import Iterator, Sequence

from openupr.files.kind import COMPOUND
from openupr.files.refusal import RefusedFile

_LAST_SECTOR = 0xFFFFFFFA  # greater values are marks: end of chain, free, table
_STREAM, _ROOT = 2, 5
_CUT = "This spreadsheet is cut off or damaged: part of it is missing. Download or copy it again."


class Compound:
    """The sectors and the directory of a compound document held in memory."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(COMPOUND):
            raise RefusedFile(_CUT)
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise RefusedFile(_CUT)
        self._data, self._size = data, 1 << shift
        first_directory, self._cutoff, first_small, first_extra = struct.unpack_from("<I4xII4xI", data, 48)
        self._table = self._allocation_table(first_extra)
        directory = b"".join(self._sectors(first_directory))
        self._entries = list(_entries(directory))
        self._small_table = _numbers(b"".join(self._sectors(first_small)))

    def names(self) -> list[str]:
        """Names of all streams and storages, as they stand in the directory."""
        return [name for name, *_ in self._entries]

    def stream(self, wanted: str) -> bytes | None:
        """The stream of that name, whole; None where there is none.

        Raises RefusedFile where the stream is shorter than the directory says.
        """
        for name, kind, first, length in self._entries:
            if kind == _STREAM and name.lower() == wanted.lower():
                return self._small(first, length) if length < self._cutoff else self._large(first, length)
        return None

    def _large(self, first: int, length: int) -> bytes:
        return _whole(self._sectors(first), length)

    def _small(self, first: int, length: int) -> bytes:
        root = next((entry for entry in self._entries if entry[1] == _ROOT), None)
        if root is None:
            raise RefusedFile(_CUT)
        box = b"".join(self._sectors(root[2]))
        pieces = (box[number * 64 : number * 64 + 64] for number in _chain(self._small_table, first))
        return _whole(pieces, length)

    def _sectors(self, first: int) -> Iterator[bytes]:
        for number in _chain(self._table, first):
            yield self._sector(number)

    def _sector(self, number: int) -> bytes:
        # The header fills one whole sector, so sector 0 starts after it.
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise RefusedFile(_CUT)
        return self._data[start : start + self._size]

    def _allocation_table(self, first_extra: int) -> Sequence[int]:
        where = list(struct.unpack_from("<109I", self._data, 76))
        seen: set[int] = set()
        while first_extra <= _LAST_SECTOR:
            if first_extra in seen:
                raise RefusedFile(_CUT)
            seen.add(first_extra)
            *more, first_extra = _numbers(self._sector(first_extra)) or (0xFFFFFFFE,)
            where.extend(more)
        # A sector that is listed twice would let a small file claim an endless table.
        unique = dict.fromkeys(number for number in where if number <= _LAST_SECTOR)
        return _numbers(b"".join(self._sector(number) for number in unique))


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """(name, kind, first sector, length) of each entry of 128 bytes that is in use."""
    for start in range(0, len(directory) - 127, 128):
        name_bytes, kind = struct.unpack_from("<HB", directory, start + 64)
        first, length = struct.unpack_from("<II", directory, start + 116)
        if kind and 2 <= name_bytes <= 64:
            yield (
                directory[start : start + name_bytes - 2].decode("utf-16-le", "replace"),
                kind,
                first,
                length,
            )


def _numbers(data: bytes) -> Sequence[int]:
    count = len(data) // 4
    return struct.unpack_from(f"<{count}I", data)


def _chain(table: Sequence[int], first: int) -> Iterator[int]:
    """The numbers of a chain; refuses one that leaves the table or never ends."""
    steps = 0
    while first <= _LAST_SECTOR:
        steps += 1
        if first >= len(table) or steps > len(table):
            raise RefusedFile(_CUT)
        yield first
        first = table[first]


def _whole(pieces: Iterator[bytes], length: int) -> bytes:
    data = b"".join(pieces)
    if len(data) < length:
        raise RefusedFile(_CUT)
    return data[:length]
