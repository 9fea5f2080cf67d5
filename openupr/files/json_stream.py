"""Reads JSON record by record, so that a file of 400 MB needs the memory of one record.

The standard library's decoder takes one value off the front of a buffer at a time. That is faster
here than a parser of events, and what it cannot take (a value nested a thousand deep, a number of
ten thousand digits) it refuses by itself.
"""

import codecs
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from openupr.files.characters import describe, unstorable
from openupr.files.kind import recognise
from openupr.files.limits import MAX_JSON_BYTES, MAX_JSON_DEPTH, MAX_JSON_RECORD
from openupr.files.refusal import RefusedFile

_CHUNK = 1 << 20
_SPACE = " \t\r\n"
_CUT = "This JSON file is cut off in the middle ({where}). Download or copy it again."
_BROKEN = "This file is not JSON, or it is damaged, {where}: {what}."


def open_records(path: Path) -> Iterator[Any]:
    """Yields each element of a JSON array, or each of the values that stand one after another (JSON
    lines).

    NaN and Infinity are not JSON. Raises RefusedFile, also after some records, where the file is
    cut off or damaged, so nothing may be kept before the end is reached.
    """
    try:
        with path.open("rb") as stream:
            _check(path.stat().st_size, stream.read(512))
            stream.seek(0)
            yield from _Records(iter(lambda: stream.read(_CHUNK), b""))
    except OSError as error:
        raise RefusedFile("This file cannot be opened. Check that it is there and may be read.") from error


def unstorable_in(value: Any) -> str | None:
    """The first string (or key) inside a JSON value that no database keeps, described; or None."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            piece = unstorable(part)
            if piece:
                return describe(piece)
        elif isinstance(part, dict):
            waiting.extend(part)
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    return None


def _check(size: int, head: bytes) -> None:
    kind, what = recognise(head)
    if kind == "empty":
        raise RefusedFile("This file is empty.")
    if kind != "text":
        raise RefusedFile(f"This is {what or 'an office file or an archive'}, not JSON.")
    if size > MAX_JSON_BYTES:
        raise RefusedFile(f"This file is larger than {MAX_JSON_BYTES // 1024**3} GB.")


def _is_too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(MAX_JSON_DEPTH):
        level = [
            child
            for part in level
            if isinstance(part, (dict, list))
            for child in (part.values() if isinstance(part, dict) else part)
        ]
        if not level:
            return False
    return True


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        _refuse_constant(digits[:20])
    return value


class _Records:
    """An iterator over the values of one stream of bytes."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._text, self._at, self._ended, self._count = "", 0, False, 0
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._take = json.JSONDecoder(parse_float=_finite, parse_constant=_refuse_constant).raw_decode

    def __iter__(self) -> Iterator[Any]:
        first = self._next_mark()
        if first and first not in "[{":
            raise RefusedFile("This file is not JSON: it starts with neither a list nor an object.")
        if first != "[":
            while self._next_mark():
                yield self._value()
            return
        self._at += 1
        if self._next_mark() == "]":
            self._at += 1
        else:
            yield self._value()
            while self._separator() == ",":
                yield self._value()
        if self._next_mark():
            self._refuse("something follows the end of the list")

    def _separator(self) -> str:
        mark = self._next_mark()
        if not mark:
            raise RefusedFile(_CUT.format(where=self._where()))
        if mark not in ",]":
            self._refuse("a comma is missing")
        self._at += 1
        return mark

    def _next_mark(self) -> str:
        """The next character that is not white space, "" at the end; it is not taken."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if not self._read():
                return ""

    def _value(self) -> Any:
        if not self._next_mark():
            raise RefusedFile(_CUT.format(where=self._where()))
        while True:
            try:
                value, end = self._take(self._text, self._at)
            except RecursionError:
                self._refuse("it is nested too deeply")
            except ValueError as error:
                # What is wrong now may be right once the rest of the record has arrived.
                if self._read_more():
                    continue
                self._refuse_value(error)
            # A number may go on in the next chunk: 12|34.
            if end == len(self._text) and not self._ended and self._read():
                continue
            self._check_depth(value, end)
            self._at = end
            self._count += 1
            return value

    def _check_depth(self, value: Any, end: int) -> None:
        opened = self._text.count("[", self._at, end) + self._text.count("{", self._at, end)
        # Most records open so few brackets that they cannot be deep.
        if opened > MAX_JSON_DEPTH and _is_too_deep(value):
            self._refuse("it is nested too deeply")

    def _where(self) -> str:
        return f"after record {self._count}" if self._count else "in the first record"

    def _read_more(self) -> bool:
        """Doubles what is known of the record, so that a long one is not tried again at every
        chunk.
        """
        known = len(self._text) - self._at
        grew = known < MAX_JSON_RECORD and self._read()
        while grew and len(self._text) < 2 * known and self._read():
            pass
        return grew

    def _read(self) -> bool:
        if self._ended:
            return False
        chunk = next(self._chunks, b"")
        self._ended = not chunk
        try:
            more = self._decode(chunk, not chunk)
        except UnicodeDecodeError as error:
            raise RefusedFile("This file is not UTF-8, the encoding of JSON; it may be damaged.") from error
        if more:
            self._text, self._at = self._text[self._at :] + more, 0
        return bool(more) or self._read()

    def _refuse_value(self, error: ValueError) -> NoReturn:
        if len(self._text) - self._at >= MAX_JSON_RECORD:
            self._refuse(f"a record is longer than {MAX_JSON_RECORD // 1024**2} million characters")
        if isinstance(error, json.JSONDecodeError) and self._is_cut(error):
            raise RefusedFile(_CUT.format(where=self._where())) from error
        place = getattr(error, "pos", self._at) - self._at + 1
        self._refuse(f"character {place:,} of the next one is out of place")

    def _is_cut(self, error: json.JSONDecodeError) -> bool:
        near_end = error.pos >= len(self._text.rstrip()) - 6  # the length of a cut escape: \u00e
        return near_end or error.msg.startswith("Unterminated string")

    def _refuse(self, what: str) -> NoReturn:
        raise RefusedFile(_BROKEN.format(where=self._where(), what=what))
