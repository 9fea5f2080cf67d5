"""Catalogues of translated texts: reads .po, writes .mo, as GNU gettext has them, without its programs.

Of .po what our files use: comments, `msgid`, `msgid_plural`, `msgstr`, `msgstr[N]`, texts over several lines.
"""

import ast
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_LINE = re.compile(r'(msgid|msgid_plural|msgstr(?:\[(\d)\])?)\s+(".*")$')
_MAGIC = 0x950412DE
_HEADER = 28


class NotACatalogue(ValueError):
    """A line of a .po file that says nothing we know."""

    def __init__(self, number: int, line: str) -> None:
        super().__init__(f"Line {number} is none of a .po file: {line[:80]}")


@dataclass
class Entry:
    """A text and its translation; `place` is the last comment that names a part of the product ("#. Phones")."""

    english: str = ""
    plural: str = ""
    translated: list[str] = field(default_factory=list)
    place: str = ""

    @property
    def key(self) -> str:
        return f"{self.english}\0{self.plural}" if self.plural else self.english


def read(path: Path) -> list[Entry]:
    """The entries of a .po file, its header (English "") first. Raises NotACatalogue."""
    entries: list[Entry] = []
    place, current = "", ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = line.strip()
        if line.startswith("#."):
            place = line[2:].strip()
        elif match := _LINE.match(line):
            current = match[1]
            if current == "msgid":
                entries.append(Entry(place=place))
            _add(entries[-1], current, ast.literal_eval(match[3]), starts=True)
        elif line.startswith('"') and entries:
            _add(entries[-1], current, ast.literal_eval(line), starts=False)
        elif line and not line.startswith("#"):
            raise NotACatalogue(number, line)
    return entries


def _add(entry: Entry, what: str, text: str, *, starts: bool) -> None:
    if what == "msgid":
        entry.english += text
    elif what == "msgid_plural":
        entry.plural += text
    elif starts:
        entry.translated.append(text)
    else:
        entry.translated[-1] += text


def compiled(entries: list[Entry]) -> bytes:
    """The .mo file of these entries: texts in order of their bytes, offsets before them, each ended by a null byte."""
    known = {entry.key: "\0".join(entry.translated) for entry in entries if any(entry.translated)}
    pairs = sorted((key.encode(), text.encode()) for key, text in known.items())
    at = _HEADER + 16 * len(pairs)
    keys, at = _table([key for key, _ in pairs], at)
    texts, _end = _table([text for _, text in pairs], at)
    header = struct.pack("<7I", _MAGIC, 0, len(pairs), _HEADER, _HEADER + 8 * len(pairs), 0, _HEADER)
    bodies = b"".join(key + b"\0" for key, _ in pairs) + b"".join(text + b"\0" for _, text in pairs)
    return header + keys + texts + bodies


def _table(texts: list[bytes], at: int) -> tuple[bytes, int]:
    places = list(_placed(texts, at))
    return b"".join(struct.pack("<2I", length, place) for length, place in places), at + sum(len(t) + 1 for t in texts)


def _placed(texts: list[bytes], at: int) -> Iterator[tuple[int, int]]:
    for text in texts:
        yield len(text), at
        at += len(text) + 1
